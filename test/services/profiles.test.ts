import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { listProfiles, saveAccessKey } from '../../source/services/aws/profiles.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

afterEach(() => vi.unstubAllEnvs())

const key = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'wJalr/EXAMPLE+KEY' }
const section = (name: string) =>
  `[${name}]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = wJalr/EXAMPLE+KEY\n`

/** AWS's two files in a folder of the test's own. */
function files(credentials?: string, config?: string) {
  const folder = join(temporaryFolder(), '.aws')
  const env = { AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'), AWS_CONFIG_FILE: join(folder, 'config') }
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  for (const [path, text] of [
    [env.AWS_SHARED_CREDENTIALS_FILE, credentials],
    [env.AWS_CONFIG_FILE, config],
  ] as const) {
    if (text === undefined) continue
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, text)
  }
  return { env, folder, path: env.AWS_SHARED_CREDENTIALS_FILE }
}

describe('an access key', () => {
  it('makes AWS’s file when there is none, readable by its owner alone', async () => {
    const { env, path, folder } = files()
    const before = process.umask(0)
    try {
      expect(await saveAccessKey(env, 'twin', key)).toBe('twin')
    } finally {
      process.umask(before)
    }
    expect(readFileSync(path, 'utf8')).toBe(section('twin'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readdirSync(folder)).toEqual(['credentials'])
  })

  it.each([
    ['[work]\naws_access_key_id = A\n# a comment\n', '\n'],
    ['[work]\naws_access_key_id = A', '\n\n'],
  ])('stands behind %j, of which nothing is lost', async (text, gap) => {
    const { env, path } = files(text)
    await saveAccessKey(env, 'twin', key)
    expect(readFileSync(path, 'utf8')).toBe(`${text}${gap}${section('twin')}`)
  })

  it('takes another name when the wanted one is taken, in either file', async () => {
    const { env, path } = files('[twin]\naws_access_key_id = A\n', '[profile twin-2]\nregion = eu-west-1\n')
    expect(await saveAccessKey(env, 'twin', key)).toBe('twin-3')
    expect(readFileSync(path, 'utf8')).toContain('[twin]\naws_access_key_id = A\n')
  })

  it('follows a link to where somebody keeps the file', async () => {
    const { env, path } = files()
    const elsewhere = join(temporaryFolder(), 'dotfiles-credentials')
    writeFileSync(elsewhere, '[work]\naws_access_key_id = A\n')
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(elsewhere, path)
    await saveAccessKey(env, 'twin', key)
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect(readFileSync(elsewhere, 'utf8')).toContain('[work]\naws_access_key_id = A\n\n[twin]\n')
  })

  it('never takes a file that cannot be read for an empty one', async () => {
    const { env, path } = files()
    // A folder is a thing that even root cannot read as a file.
    mkdirSync(path, { recursive: true })
    await expect(saveAccessKey(env, 'twin', key)).rejects.toMatchObject({ code: 'EISDIR' })
    expect(readdirSync(dirname(path))).toEqual(['credentials'])
  })

  it('tightens a file that others could read', async () => {
    const { env, path } = files('[work]\naws_access_key_id = A\n')
    await saveAccessKey(env, 'twin', key)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('is found at once as a profile', async () => {
    const { env } = files('[work]\naws_access_key_id = A\n')
    await listProfiles()
    await saveAccessKey(env, 'twin', key)
    expect((await listProfiles()).map(({ name }) => name).sort()).toEqual(['twin', 'work'])
  })
})

describe('profiles', () => {
  it('come from both files, and tell single sign-on from keys', async () => {
    files(
      '[default]\naws_access_key_id = A\n',
      '[default]\nregion = eu-west-1\n[profile new-sso]\nsso_session = corp\n[profile old-sso]\nsso_start_url = https://x\n[sso-session corp]\nsso_start_url = https://x\n[services local]\ns3 =\n  endpoint_url = http://x\n',
    )
    expect([...(await listProfiles())].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'default', isSso: false },
      { name: 'new-sso', isSso: true },
      { name: 'old-sso', isSso: true },
    ])
  })

  it('are none when there are no files', async () => {
    files()
    expect(await listProfiles()).toEqual([])
  })
})
