import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../../source/names.ts'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import type { PolicyDocument } from '../../source/permissions/policy.ts'
import { plainShape } from '../../source/permissions/shape.ts'
import { replaceDeployerPolicy } from '../../source/rehearsal/control-client.ts'
import type { RequestLogEntry } from '../../source/rehearsal/gateway/request-log.ts'
import { setTfvars } from '../../source/services/terraform/tfvars.ts'
import { readMeasurement } from './measurement.ts'
import { projectName } from './normalise.ts'
import { shapes } from './shapes.ts'
import { openStage, type Stage } from './stage.ts'
import { upgrade } from './upgrade.ts'

/** What came of taking one action out of the published policy. */
export interface Proof {
  readonly action: string
  /** The actions that the doctor named. */
  readonly predicted: readonly string[]
  readonly phase: Phase
  /** The actions that the run was refused. */
  readonly refused: readonly string[]
  /** How the run ended: 0 where it went on without. */
  readonly exitCode: number
}

type Phase = 'unchanged' | 'change' | 'create' | 'bootstrap' | 'destroy' | 'inspect'

type Variables = Readonly<Record<string, string>>

const say = (text: string) => process.stdout.write(`${text}\n`)
const many = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T])

const policyFor = (project: string): PolicyDocument =>
  leastPrivilegePolicy(
    { projectName: project, region: 'eu-central-1', account: '123456789012', partition: 'aws' },
    plainShape,
  )

const actionsOf = (policy: PolicyDocument) =>
  [...new Set(many(policy.Statement).flatMap(({ Action = [] }) => many(Action)))].sort()

/** The policy without one action, wherever it stands in it. */
function without(policy: PolicyDocument, action: string): PolicyDocument {
  const statements = many(policy.Statement).flatMap((statement) => {
    const left = many(statement.Action ?? []).filter((each) => each !== action)
    return left.length > 0 ? [{ ...statement, Action: left }] : []
  })
  return { ...policy, Statement: statements }
}

/** Where in an environment's life the action is missed first, by the measurement; the cheapest to repeat is preferred. */
function phaseFor(action: string, repository: string): Phase {
  const calls = readMeasurement(join(repository, 'test/permissions/measured.json')).calls
  const seen = new Set(
    calls
      .filter((call) => call.action === action)
      .flatMap((call) => call.in.flatMap((place) => (place.startsWith('default ') ? [place.slice(8)] : []))),
  )
  // Made once in an account, and known by its own name alone.
  if (action.startsWith('dynamodb:') && !seen.has('unchanged')) return 'bootstrap'
  if (seen.has('unchanged')) return 'unchanged'
  if (seen.has('create')) return 'create'
  if (seen.has('change') || seen.has('upgrade')) return 'change'
  return seen.has('destroy') ? 'destroy' : seen.has('inspect') ? 'inspect' : 'create'
}

/** Everything that can be proved, one action after the other, in one account. */
class Prover {
  #count = 0
  #goBack: (() => void) | undefined
  readonly #stage: Stage
  readonly #deployer: Variables

  /** @param deployer credentials and addresses, so that nobody but this script attaches policies. */
  constructor(stage: Stage, deployer: Variables) {
    this.#stage = stage
    this.#deployer = deployer
  }

  async #allow(policy: PolicyDocument): Promise<void> {
    await replaceDeployerPolicy(await this.#stage.world.account(), policy)
  }

  #run(args: readonly string[], project: string) {
    return this.#stage.world.run([...args, '--project-name', project], { env: this.#deployer })
  }

  /** Runs with everything allowed. @throws with what it said when it fails. */
  async #succeed(args: readonly string[], project: string): Promise<void> {
    await this.#allow(policyFor(project))
    const { code, stdout, stderr } = await this.#run(args, project)
    if (code !== 0) throw new Error(`twin ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`)
  }

  deploy = (project = projectName, environment: Environment = 'dev') =>
    this.#succeed(['deploy', environment, '--yes'], project)

  async prove(action: string, phase: Phase): Promise<Proof> {
    const project =
      phase === 'create' || phase === 'destroy' ? `p${String(++this.#count).padStart(3, '0')}` : projectName
    if (phase === 'destroy') {
      await this.deploy(project)
      await this.#leaveTraces(project)
    }
    if (phase === 'change') this.#flip()
    if (phase === 'bootstrap')
      await this.#stage.aws('dynamodb', 'delete-table', '--table-name', 'digital-twin-terraform-locks')
    await this.#allow(without(policyFor(project), action))
    const predicted = await this.#predict(project)
    const { value, requests } = await this.#stage.world.during(() => this.#run(this.#command(phase), project))
    if (phase === 'bootstrap') await this.deploy()
    return { action, predicted, phase, refused: refusedIn(requests), exitCode: value.code ?? -1 }
  }

  #command(phase: Phase): readonly string[] {
    if (phase === 'destroy') return ['destroy', 'dev', '--confirm', 'dev']
    return ['deploy', 'dev', '--yes', '--skip-preflight']
  }

  async #predict(project: string): Promise<readonly string[]> {
    const { stdout } = await this.#run(['doctor', '--only', 'permissions', '--json'], project)
    const { checks } = JSON.parse(stdout) as {
      checks: { findings: { code: string; details?: { actions?: { action: string }[] } }[] }[]
    }
    const findings = checks.flatMap((check) => check.findings).filter(({ code }) => code === 'PERMISSIONS_MISSING')
    return [...new Set(findings.flatMap(({ details }) => (details?.actions ?? []).map(({ action }) => action)))].sort()
  }

  /** The stack as a later version has it, and back again: each time something of every resource changes. */
  #flip(): void {
    const { edit, set } = this.#stage
    if (this.#goBack) this.#goBack()
    this.#goBack = this.#goBack ? undefined : upgrade(this.#stage)
    const isNew = this.#goBack !== undefined
    set({ lambda_memory_mb: isNew ? 256 : 512, throttle_rate: isNew ? 3 : 2 })
    edit('backend/app/main.py', (text) => (isNew ? `${text}\n# Changed.\n` : text.replace('\n# Changed.\n', '')))
    // A layer has new content when its requirements have, so an earlier version of it goes.
    edit('terraform/dev.tfvars', (text) => setTfvars(text, { log_level: isNew ? 'DEBUG' : 'INFO' }))
  }

  async #leaveTraces(project: string): Promise<void> {
    const bucket = (use: string) => `${project}-dev-${use}-123456789012`
    const { aws } = this.#stage
    await aws(
      's3api',
      'create-multipart-upload',
      '--bucket',
      bucket('memory'),
      '--key',
      'conversations/unfinished.json',
    )
    await aws('s3api', 'delete-object', '--bucket', bucket('data'), '--key', 'current.json')
  }
}

/** What `eval "$(twin rehearse env)"` sets. */
async function deployerOf({ world }: Stage): Promise<Variables> {
  const { stdout } = await world.run(['rehearse', 'env'])
  const exports = stdout.matchAll(/^export (\w+)='?(.*?)'?$/gm)
  return Object.fromEntries([...exports].map(([, name = '', value = '']) => [name, value]))
}

const refusedIn = (requests: readonly RequestLogEntry[]) =>
  [...new Set(requests.flatMap((request) => (request.denied ? [request.missing ?? request.action] : [])))].sort()

const isExact = ({ action, predicted }: Proof) => predicted.length === 1 && predicted[0] === action
const hasFailed = ({ action, refused, exitCode }: Proof) => exitCode !== 0 && refused.join() === action

function line(proof: Proof): string {
  const { action, predicted, phase, refused, exitCode } = proof
  const happened = hasFailed(proof)
    ? 'refused, the run failed'
    : `${refused.join(', ') || 'nothing refused'}, exit ${exitCode}`
  const said = isExact(proof) ? 'named' : `≠ ${predicted.join(', ') || 'nothing'}`
  return `${action.padEnd(44)} ${said.padEnd(20)} ${phase.padEnd(10)} ${happened}`
}

/**
 * Takes each action in turn out of the published policy, asks the doctor, runs what needs it, and prints
 * both side by side; writes all to test/permissions/proof.json.
 * @param wanted the actions to prove; all when there are none.
 */
export async function prove(repository: string, wanted: readonly string[]): Promise<void> {
  const shape = shapes.find(({ name }) => name === 'default')
  if (!shape) throw new Error('There is no shape called default.')
  const stage = await openStage(repository, shape)
  const proofs: Proof[] = []
  try {
    const prover = new Prover(stage, await deployerOf(stage))
    await prover.deploy()
    const order: readonly Phase[] = ['unchanged', 'inspect', 'change', 'bootstrap', 'create', 'destroy']
    const chosen = actionsOf(policyFor(projectName)).filter((action) => wanted.length === 0 || wanted.includes(action))
    const planned = chosen
      .map((action) => ({ action, phase: phaseFor(action, repository) }))
      .sort((a, b) => order.indexOf(a.phase) - order.indexOf(b.phase))
    for (const { action, phase } of planned) {
      const proof = await prover.prove(action, phase)
      proofs.push(proof)
      say(line(proof))
    }
  } finally {
    await stage.end()
  }
  if (wanted.length === 0)
    writeFileSync(join(repository, 'test/permissions/proof.json'), `${JSON.stringify(proofs, null, 1)}\n`)
  const named = proofs.filter(isExact).length
  say(`${named} of ${proofs.length} named exactly, ${proofs.filter(hasFailed).length} runs failed on just that`)
}
