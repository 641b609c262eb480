import { join } from 'node:path'
import { notFrontendSource, sourceHashFile } from '../build/frontend-source.ts'
import { listOwnCode } from '../build/own-code.ts'
import { acceptedFileName } from '../data/public-lint/accepted-file.ts'
import { standingFolder } from '../data/replace-data.ts'
import { findProgram } from '../find-program.ts'
import { locateTerraform } from '../terraform/locate-terraform.ts'
import {
  fingerprintFile,
  fingerprintFiles,
  fingerprintFolder,
  fingerprintOf,
  fingerprintProgram,
} from './fingerprint.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** What becomes the function's package and its layer. @throws {UserError} FOLDER_UNREADABLE, LINK_IN_FOLDER */
export async function fingerprintBackend(backend: string): Promise<string> {
  const code = await fingerprintFiles(await listOwnCode(backend))
  return fingerprintOf(code, await fingerprintFile(join(backend, 'requirements.txt')))
}

/** The user's source of the page, and the shipped page that may go up in its place. */
export async function fingerprintPage(frontend: string, shipped: string): Promise<string> {
  const [source, ...built] = await Promise.all([
    fingerprintFolder(frontend, notFrontendSource),
    fingerprintFile(join(shipped, sourceHashFile)),
    fingerprintFile(join(shipped, 'page', 'index.html')),
  ])
  return fingerprintOf(source, ...built)
}

/** The files that become personal data, read raw: whether they are good was judged when they were deployed. */
export async function fingerprintLocalData(directory: string): Promise<string> {
  const folders = (['personal_data', 'prompts'] as const).map(async (name) =>
    fingerprintFolder(join(await standingFolder(directory, name), name)),
  )
  return fingerprintOf(...(await Promise.all(folders)), await fingerprintAccepted(directory))
}

/** What a person called public decides on what is told about private data, wherever that lies. */
export const fingerprintAccepted = (directory: string): Promise<string> =>
  fingerprintFile(join(directory, acceptedFileName))

/** Terraform and Python; undefined when one of them is not there. */
export async function fingerprintTools(env: Variables): Promise<string | undefined> {
  const paths = [
    await locateTerraform({ ...env }),
    (await findProgram('python3', env.PATH)) ?? (await findProgram('python', env.PATH)),
  ]
  const programs = await Promise.all(paths.map((path) => (path ? fingerprintProgram(path) : undefined)))
  return programs.every((each) => each !== undefined) ? fingerprintOf(...(programs as string[])) : undefined
}
