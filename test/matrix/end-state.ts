import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { account } from './matrix-world.ts'

/** Everything that Terraform knows of an environment: a path into a resource, and what stands there. */
export type EndState = ReadonlyMap<string, string>

interface StateDocument {
  readonly resources?: readonly {
    readonly type: string
    readonly name: string
    readonly instances: readonly { readonly index_key?: string | number; readonly attributes: unknown }[]
  }[]
}

/** Reads a state, with the project's name taken out, so that two projects can be compared. */
export async function readEndState(s3: S3Client, projectName: string): Promise<EndState> {
  const Key = `env:/dev/${projectName}/terraform.tfstate`
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: `digital-twin-terraform-state-${account}`, Key }))
  const text = (await Body?.transformToString()) ?? '{}'
  const { resources = [] } = JSON.parse(text.replaceAll(projectName, 'PROJECT')) as StateDocument
  const rows = resources.flatMap(({ type, name, instances }) =>
    instances.flatMap(({ index_key, attributes }) =>
      flatten(`${type}.${name}${index_key === undefined ? '' : `[${index_key}]`}`, attributes),
    ),
  )
  return new Map(rows)
}

function flatten(path: string, value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, JSON.stringify(value) ?? '']]
  const entries = Object.entries(value).flatMap(([key, each]) => flatten(`${path}.${key}`, each))
  return entries.length > 0 ? entries : [[path, Array.isArray(value) ? '[]' : '{}']]
}

/** What AWS makes up anew each time: where two undisturbed runs differ. */
export function volatilePaths(one: EndState, other: EndState): ReadonlySet<string> {
  return new Set([...one].filter(([path, value]) => other.get(path) !== value).map(([path]) => path))
}

/** Where two states differ, beside what always does. */
export function differences(reference: EndState, state: EndState, volatile: ReadonlySet<string>): string[] {
  const paths = new Set([...reference.keys(), ...state.keys()])
  return [...paths].filter((path) => (volatile.has(path) ? !state.has(path) : reference.get(path) !== state.get(path)))
}
