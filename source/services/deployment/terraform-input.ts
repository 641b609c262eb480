import { readFile } from 'node:fs/promises'
import { type Environment, environments } from '../../names.ts'
import { type ListedFile, listFiles } from '../build/list-files.ts'
import { fingerprintFiles, fingerprintOf } from './fingerprint.ts'

/** Terraform's own leavings: the provider, a state that is elsewhere, a log. */
const leavings = /^(\.terraform|.*\.tfstate(\..*)?|crash\..*log|.*\.tfplan)$/

/** The packages have a fingerprint of their own; any other path upwards leads to files that nobody looks at here. */
const pathUpwards = /\.\.[\\/](?!\.twin[\\/]build[\\/])/

/** Variables that change what Terraform plans; its other ones say how it runs. */
const planning = /^TF_(VAR_|CLI_ARGS)/

/**
 * Of all that Terraform reads for one environment: its files with the lock file and every tfvars but those of the other
 * environments, and variables that speak to it. What it asks elsewhere at each plan (data sources) is not in it.
 * @returns undefined when its files name others outside of the folder, which may change unseen.
 * @throws {UserError} FOLDER_UNREADABLE, LINK_IN_FOLDER
 */
export async function fingerprintTerraform(
  folder: string,
  environment: Environment,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const others = environments.filter((name) => name !== environment).map((name) => `${name}.tfvars`)
  const files = await listFiles(folder, (path, name) => !others.includes(path) && !leavings.test(name))
  if (await namesOthers(files)) return undefined
  const variables = Object.entries(env).filter(([name, value]) => value !== undefined && planning.test(name))
  return fingerprintOf(await fingerprintFiles(files), JSON.stringify(variables.sort()))
}

async function namesOthers(files: readonly ListedFile[]): Promise<boolean> {
  const code = files.filter(({ path }) => /\.(tf|tofu|tfvars)(\.json)?$/.test(path))
  const texts = await Promise.all(code.map(({ absolute }) => readFile(absolute, 'utf8')))
  return texts.some((text) => pathUpwards.test(text))
}
