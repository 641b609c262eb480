import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { type Aws, awsIn } from '../end-to-end/support/aws-cli.ts'
import { processesOf, type RunningProcess } from '../end-to-end/support/processes.ts'
import type { Ending } from '../end-to-end/support/run-program.ts'
import { createWorld, type World } from '../end-to-end/support/world.ts'

export const account = '123456789012'
export type Command = 'deploy' | 'destroy'
/** Nearly all that a case does is waiting; each lane takes a gigabyte. */
const lanesAtMost = 6

/** The steps of each command, in the order in which they begin. */
export const steps = {
  deploy:
    'unchanged data identity tools permissions state-bucket lock-table lease model packages page settings init plan apply upload-data upload-page health history record'.split(
      ' ',
    ),
  destroy:
    'identity tools state-exists lease init plan inventory tagged confirmation backup empty-buckets destroy remove-buckets leftovers'.split(
      ' ',
    ),
} as const satisfies Record<Command, readonly string[]>

/** A computer with the built program and an account, in which projects come and go. */
export interface MatrixWorld {
  readonly world: World
  /** As the account's administrator. */
  readonly s3: S3Client
  /** A project of its own, with everything built. */
  newProject(name: string): string
  argsOf(command: Command, name: string): string[]
  /** Runs a command to its end. @throws when it does not end well. */
  must(command: Command, name: string, folder: string): Promise<void>
  /** How many things of each kind stand in AWS itself, whatever Terraform knows: two of one kind would be an orphan. */
  standing(name: string): Promise<string>
  /** The leases and state locks of a project that are held. */
  locks(name: string): Promise<readonly string[]>
  terraforms(folder: string): readonly RunningProcess[]
  end(): Promise<void>
}

/** @param repository with the built program in `dist/`. */
export async function openMatrixWorld(repository: string): Promise<MatrixWorld> {
  const bin = mkdtempSync(join(tmpdir(), 'twin-matrix-bin-'))
  writeFileSync(join(bin, 'twin'), `#!/bin/sh\nexec '${process.execPath}' '${repository}/dist/cli.cjs' "$@"\n`)
  chmodSync(join(bin, 'twin'), 0o755)
  const world = createWorld({ bin, folder: repository })
  const mustRun = async (args: readonly string[], cwd = world.folder) => {
    const ending = await world.run(args, { cwd })
    if (ending.code !== 0) throw new Error(`twin ${args.join(' ')} ended with ${ending.code}:\n${ending.stdout}`)
    return ending
  }
  await mustRun(['rehearse', 'start'])
  const { environment } = JSON.parse((await mustRun(['rehearse', 'env', '--as', 'admin', '--json'])).stdout)
  const access = {
    region: environment.AWS_REGION,
    endpoint: environment.AWS_ENDPOINT_URL,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
      sessionToken: environment.AWS_SESSION_TOKEN,
    },
  }
  const dynamodb = new DynamoDBClient(access)
  const aws = await awsIn(world, 'admin')
  const flags = ['--rehearse', '--yes', '--json']
  // Lays the project down and builds it, once for all that are copied from it.
  await mustRun(['setup', '.', '--project-name', 'first', ...flags])
  const argsOf = (command: Command, name: string) => [
    ...[command, 'dev', '--project-name', name, ...flags],
    ...(command === 'destroy' ? ['--confirm', 'dev'] : []),
  ]
  return {
    world,
    s3: new S3Client({ ...access, forcePathStyle: true }),
    newProject: (name) => {
      const folder = join(world.root, name)
      mkdirSync(folder)
      cpSync(world.folder, folder, { recursive: true, filter: (path) => !/\.terraform$/.test(path) })
      return folder
    },
    argsOf,
    must: async (command, name, folder) => void (await mustRun(argsOf(command, name), folder)),
    standing: (name) => standing(aws, name),
    locks: async (name) => {
      const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: 'digital-twin-terraform-locks' }))
      return Items.map(({ LockID }) => LockID?.S ?? '').filter((id) => id.includes(`/${name}/`) && !id.endsWith('-md5'))
    },
    terraforms: (folder) => processesOf(folder).filter(({ command }) => /terraform|supervise/.test(command)),
    end: async () => {
      await world.end()
      rmSync(bin, { recursive: true, force: true })
    },
  }
}

async function standing(aws: Aws, name: string): Promise<string> {
  const [{ Items: apis }, { DistributionList }, { Buckets }, { Functions }] = await Promise.all([
    aws('apigatewayv2', 'get-apis'),
    aws('cloudfront', 'list-distributions'),
    aws('s3api', 'list-buckets'),
    aws('lambda', 'list-functions'),
  ])
  const lists = [apis, (DistributionList as { Items?: unknown[] } | undefined)?.Items, Buckets, Functions]
  return lists
    .map((list) => ((list ?? []) as unknown[]).filter((item) => JSON.stringify(item).includes(`${name}-dev`)).length)
    .join('/')
}

export interface Failure {
  readonly code: string
  readonly message: string
  readonly nextSteps: readonly string[]
  /** The steps that failed, by name. */
  readonly steps: readonly string[]
}

/** What a run said about its failure: in its one document, and step by step in its lines. */
export function failureIn({ stdout, stderr }: Ending): Failure {
  const failed = [...stderr.matchAll(/^\{"type":"step-end","id":"([\w-]+)".*"outcome":"(?:failed|blocked)"/gm)]
  const steps = failed.map(([, id = '']) => id)
  try {
    const { code = '', message = '', nextSteps = [] } = JSON.parse(stdout).error ?? {}
    return { code, message, nextSteps, steps }
  } catch {
    return { code: '', message: stdout.slice(0, 200), nextSteps: [], steps }
  }
}

/**
 * Opens as many accounts as cases are run side by side: faults strike a whole account, and a rehearsal's deployer may
 * touch the things of one project only.
 */
export async function withLanes<T>(
  repository: string,
  cases: number,
  work: (lanes: readonly MatrixWorld[]) => Promise<T>,
): Promise<T> {
  const lanes: MatrixWorld[] = []
  try {
    while (lanes.length < Math.min(lanesAtMost, cases)) lanes.push(await openMatrixWorld(repository))
    return await work(lanes)
  } finally {
    for (const each of lanes) await each.end()
  }
}

/**
 * Works through cases, so many at a time: most of what they do is waiting. Rows come in the order of the cases; one
 * that throws is a row too, so that the others come to their end.
 */
export async function runSideBySide<Case, Row>(
  cases: readonly Case[],
  lanes: readonly MatrixWorld[],
  run: (each: Case, index: number, lane: MatrixWorld) => Promise<Row>,
  thrown: (each: Case, message: string) => Row,
): Promise<Row[]> {
  const rows: Row[] = []
  const queue = cases.entries()
  const work = async (lane: MatrixWorld) => {
    for (const [index, each] of queue)
      rows[index] = await run(each, index, lane).catch((error) => thrown(each, String(error?.stack ?? error)))
  }
  await Promise.all(lanes.map(work))
  return rows
}
