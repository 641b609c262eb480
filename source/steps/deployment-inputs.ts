import { join } from 'node:path'
import type { Context } from '../context.ts'
import { fingerprintOf } from '../services/deployment/fingerprint.ts'
import {
  fingerprintAccepted,
  fingerprintBackend,
  fingerprintLocalData,
  fingerprintPage,
  fingerprintTools,
} from '../services/deployment/inputs.ts'
import type { InputName, Inputs } from '../services/deployment/record.ts'
import { fingerprintTerraform } from '../services/deployment/terraform-input.ts'

const readers: Readonly<Record<InputName, (context: Context) => Promise<string | undefined>>> = {
  program: async ({ version }) => version,
  answers: async ({ answers }) =>
    fingerprintOf(
      ...(['environment', 'projectName', 'region', 'model', 'dataSource', 'privateRepo', 'unknownFiles'] as const).map(
        (key) => answers.find(key) ?? '',
      ),
    ),
  tools: ({ env }) => fingerprintTools(env),
  terraform: ({ answers, env, paths }) => fingerprintTerraform(paths().terraform, answers.get('environment'), env),
  backend: ({ paths }) => fingerprintBackend(paths().backend),
  page: ({ assets, paths }) => fingerprintPage(paths().frontend, join(assets, 'dist')),
  data: async ({ answers, found, paths }) => {
    const { data } = paths()
    if (answers.get('dataSource') === 'local') return fingerprintLocalData(data)
    return found.dataFile && fingerprintOf(found.dataFile.id, await fingerprintAccepted(data))
  },
}

/** The fingerprint of one of the things that a deployment is made of; undefined when it cannot be told. */
export async function readInput(context: Context, name: InputName): Promise<string | undefined> {
  // A link, or a folder that is not there: the step that needs it says so better.
  return readers[name](context).catch(() => undefined)
}

/**
 * Remembers what this run is made of, for the record. To be called before the thing itself is read: what is changed
 * meanwhile is then taken for new by the next run, and never for deployed.
 */
export async function takeInput(context: Context, name: InputName): Promise<string | undefined> {
  const fingerprint = await readInput(context, name)
  const { [name]: _, ...others }: Inputs = context.found.inputs ?? {}
  context.found.inputs = fingerprint === undefined ? others : { ...context.found.inputs, [name]: fingerprint }
  return fingerprint
}
