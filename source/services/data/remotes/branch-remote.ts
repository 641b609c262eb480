import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type GitAddress, parseAddress } from '../../git/address.ts'
import { fetchFile, fetchTip, listBranches, sizeHere, type Tip } from '../../git/branch.ts'
import { announcedSize, pushCommit, writeCommit, writeFileObject } from '../../git/commit.ts'
import { type Git, openGit } from '../../git/run-git.ts'
import { checkToken } from '../../github/connection.ts'
import { formatBytes } from '../describe-data.ts'
import { dataLimits } from '../personal-data.ts'
import { ambiguous, branchInvalid, explainMissing, inLargeFileStorage } from './branch-problems.ts'
import {
  changedMeanwhile,
  checkReplaces,
  checkSize,
  type DataRemote,
  dataFileName,
  type Publication,
  type RemoteFile,
  type Report,
} from './data-remote.ts'

export interface BranchRemoteOptions {
  /** See parseAddress. */
  readonly address: string
  readonly branch?: string | undefined
  /** For https; without it git asks the user's own credential helpers. */
  readonly token?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  /** A private folder that lives as long as the run; see makePrivateFolder. */
  readonly folder: string
  /** Bytes; without it what an archive of personal data may have. */
  readonly limit?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly patience?: number | undefined
}

export const defaultBranch = 'twin-data'

/** How often somebody else's push to another file of the branch is waited out. */
const attempts = 3

const isData = ({ type, mode, name }: Tip['files'][number]) =>
  type === 'blob' && mode !== '120000' && dataFileName.test(name)

/** The rules of git-check-ref-format(1), and a little less. */
const isBranchName = (name: string) =>
  /^[\w][\w./+-]{0,200}$/.test(name) && !/\.\.|\/\/|\/\.|\.lock(\/|$)|[./]$/.test(name)

/**
 * A branch of any git repository: one encrypted file at its root. Worked on by the program git in a bare repository
 * inside the private folder; no work tree is ever checked out, and the token is in no argument and no URL.
 * @throws {UserError} GIT_ADDRESS_INVALID, GIT_ADDRESS_PASSWORD, GIT_BRANCH_INVALID, PRIVATE_TOKEN_REFUSED.
 */
export function openBranchRemote(options: BranchRemoteOptions): DataRemote {
  const { branch = defaultBranch, limit = dataLimits.archiveBytes, env } = options
  const address = parseAddress(options.address, env)
  if (!isBranchName(branch)) throw branchInvalid()
  // A token is for the web: ssh and folders have their own ways of knowing who one is.
  const token = address.origin === undefined || !options.token?.trim() ? undefined : checkToken(options.token)
  let opened: Promise<Git> | undefined
  const git = () => (opened ??= openGit({ ...options, address, token, limit }))
  const place = { address, branch, description: `the branch ${branch} of ${address.url}` }
  return {
    description: place.description,
    newest: async () => newestOf(await git(), place, await fetchTip(await git(), branch)),
    explainAbsence: async () => explainMissing({ ...place, url: address.url }, await listBranches(await git())),
    download: async (file, report) => download(await git(), place, file, limit, report),
    publish: async (publication, report) => publish(await git(), place, publication, limit, report),
    close: async () => {
      const started = opened
      opened = undefined
      await (await started?.catch(() => undefined))?.close()
    },
  }
}

interface Place {
  readonly address: GitAddress
  readonly branch: string
  readonly description: string
}

async function newestOf(git: Git, { description }: Place, tip: Tip): Promise<RemoteFile | undefined> {
  const [file, ...others] = tip.files.filter(isData)
  if (!file || tip.commit === undefined) return undefined
  if (others.length > 0)
    throw ambiguous(
      description,
      [file, ...others].map(({ name }) => name),
    )
  const size = (await sizeHere(git, file.id)) ?? (await announcedSize(git, tip.commit, file.id))
  return { name: file.name, id: file.id, size }
}

async function download(git: Git, place: Place, file: RemoteFile, limit: number, report: Report): Promise<Buffer> {
  const { name, id } = file
  checkSize(name, file.size, limit, 'Nothing was downloaded.')
  const size = file.size === undefined ? '' : `${formatBytes(file.size)} of `
  report(`Downloading ${name} (${place.description}): ${size}at most ${formatBytes(limit)}`)
  const total = file.size === undefined ? {} : { total: file.size }
  if ((await sizeHere(git, id)) === undefined) {
    await fetchFile(git, { id, branch: place.branch }, (arrived) =>
      report(`Downloading ${name}`, { done: Math.min(arrived, file.size ?? arrived), ...total }),
    )
  }
  const unpacked = await sizeHere(git, id)
  // Fetched with the whole branch, which somebody has moved on meanwhile.
  if (unpacked === undefined) throw changedMeanwhile(place.description)
  // A pack can unpack to far more than what came over the network.
  checkSize(name, unpacked, limit, 'It was not opened.')
  const copy = join(git.repository, (await git.local(['unpack-file', id])).trim())
  const bytes = await readFile(copy)
  await rm(copy, { force: true })
  if (bytes.subarray(0, 100).toString('latin1').startsWith('version https://git-lfs.github.com/')) {
    throw inLargeFileStorage(name, place.description)
  }
  return bytes
}

async function publish(
  git: Git,
  place: Place,
  { name, bytes, replaces }: Publication,
  limit: number,
  report: Report,
): Promise<RemoteFile> {
  if (!dataFileName.test(name)) throw new Error(`${name} is no name for encrypted data.`)
  checkSize(name, bytes.length, limit, 'Nothing was uploaded.')
  const id = await writeFileObject(git, bytes)
  const published = { name, id, size: bytes.length }
  let seen = replaces
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const tip = await fetchTip(git, place.branch)
    const there = tip.files.filter(isData)
    checkReplaces(place.description, there[0], seen)
    if (there.length === 1 && there[0]?.name === name && there[0].id === id) return published
    const removed = there.map((file) => file.name).filter((other) => other !== name)
    const commit = await writeCommit(git, tip, removed, published)
    report(`Uploading ${name} to ${place.description}: ${formatBytes(bytes.length)}`)
    const onPercent = (percent: number) =>
      report(`Uploading ${name}`, { done: Math.floor((bytes.length * percent) / 100), total: bytes.length })
    if (await pushCommit(git, commit, place.branch, onPercent)) return published
    // Somebody else pushed in between: safe to repeat as long as the data itself is what it was.
    seen = there[0]?.id ?? ''
  }
  throw changedMeanwhile(place.description)
}
