import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mirrorCliConfig } from '../../source/services/terraform/cli-config.ts'
import { type EnvironmentWish, terraformEnvironment } from '../../source/services/terraform/environment.ts'
import { findMirror, targetOf } from '../../source/services/terraform/find-mirror.ts'
import { mirrorPlaces } from '../../source/services/terraform/mirror-places.ts'

const wanted = { host: 'registry.terraform.io', target: 'linux_amd64' }
let folder: string
let wish: EnvironmentWish
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twin-env-'))
  wish = {
    kind: 'terraform',
    platform: 'linux',
    architecture: 'x64',
    home: folder,
    env: { PATH: '/bin', TF_CLI_CONFIG_FILE: join(folder, 'missing'), TF_CLI_ARGS: '-auto-approve' },
    temporaryFolder: folder,
    cacheFolder: join(folder, 'cache'),
    registryWorks: true,
  }
})
afterEach(() => rm(folder, { recursive: true }))

async function makeMirror(path: string, version = '5.100.0', target = wanted.target, host = wanted.host) {
  await mkdir(join(path, host, 'hashicorp/aws', version, target), { recursive: true })
  return path
}

describe('findMirror', () => {
  it.each(['', 'plugins', 'terraform/plugins'])('finds one at <place>/%s', async (below) => {
    const mirror = await makeMirror(join(folder, below))
    expect(await findMirror([join(folder, 'no-such'), folder], wanted)).toBe(mirror)
  })

  it('finds a packed one', async () => {
    const aws = join(folder, 'm/registry.terraform.io/hashicorp/aws')
    await mkdir(aws, { recursive: true })
    await writeFile(join(aws, 'terraform-provider-aws_5.100.0_linux_amd64.zip'), '')
    expect(await findMirror([folder], wanted)).toBe(join(folder, 'm'))
  })

  it('does not take another version, machine or registry', async () => {
    await makeMirror(join(folder, 'a'), '5.99.1')
    await makeMirror(join(folder, 'b'), '6.0.0')
    await makeMirror(join(folder, 'c'), '5.100.0', 'darwin_arm64')
    await makeMirror(join(folder, 'd'), '5.100.0', wanted.target, 'registry.opentofu.org')
    await makeMirror(join(folder, 'too/deep/down'))
    expect(await findMirror([folder], wanted)).toBeUndefined()
  })

  it('looks where Terraform documents it before anywhere else', () => {
    const places = mirrorPlaces({ platform: 'linux', home: '/home/ana', env: {} })
    expect(places.slice(0, 2)).toEqual(['/home/ana/.terraform.d/plugins', '/home/ana/.local/share/terraform/plugins'])
    expect(mirrorPlaces({ platform: 'win32', home: 'C:\\Users\\ana', env: { APPDATA: 'C:\\A' } })[0]).toBe(
      'C:\\A\\terraform.d\\plugins',
    )
    expect(targetOf('win32', 'x64')).toBe('windows_amd64')
    expect(targetOf('darwin', 'arm64')).toBe('darwin_arm64')
  })
})

describe('terraformEnvironment', () => {
  it('uses the registry with a cache, and drops a configuration file that is not there', async () => {
    const { env, providersFrom } = await terraformEnvironment(wish)
    expect(providersFrom).toBe('registry')
    expect(env).toMatchObject({
      PATH: '/bin',
      TF_INPUT: '0',
      TF_PLUGIN_CACHE_DIR: join(folder, 'cache/terraform-plugins'),
    })
    expect(env.TF_CLI_CONFIG_FILE).toBeUndefined()
    expect(env.TF_CLI_ARGS).toBeUndefined()
    expect(env.GOGC).toBe('400')
    const own = await terraformEnvironment({ ...wish, env: { ...wish.env, GOGC: '50' } })
    expect(own.env.GOGC).toBe('50')
    expect(env).not.toHaveProperty('TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE')
  })

  it('gives a user who asks for Terraform’s log that log', async () => {
    const log = { TF_LOG: 'JSON', TF_LOG_PATH: join(folder, 'terraform.log') }
    const { env } = await terraformEnvironment({ ...wish, env: { ...wish.env, ...log } })
    expect(env).toMatchObject(log)
  })

  it('leaves a user’s own configuration alone', async () => {
    const path = join(folder, '.terraformrc')
    await writeFile(path, 'provider_installation {\n  direct {}\n}\n')
    await makeMirror(join(folder, 'm'))
    const { env, providersFrom } = await terraformEnvironment({ ...wish, registryWorks: false })
    expect(providersFrom).toBe('user configuration')
    expect(env.TF_CLI_CONFIG_FILE).toBe(path)
    expect(env.TF_PLUGIN_CACHE_DIR).toBeUndefined()
  })

  it('uses a mirror when the registry cannot be reached, and keeps the rest of the user’s configuration', async () => {
    await writeFile(join(folder, '.terraformrc'), 'credentials "x" {\n}')
    const mirror = await makeMirror(join(folder, '.terraform.d/plugins'))
    const found = await terraformEnvironment({ ...wish, registryWorks: false })
    expect(found).toMatchObject({ providersFrom: 'mirror', mirror })
    const config = await readFile(found.env.TF_CLI_CONFIG_FILE as string, 'utf8')
    expect(config).toBe(mirrorCliConfig(mirror, wanted.host, 'credentials "x" {\n}'))
    expect(config).toMatch(/^credentials "x" \{\n\}\nprovider_installation \{/)
  })

  it('leaves the user’s own cache alone', async () => {
    const { env } = await terraformEnvironment({ ...wish, env: { TF_PLUGIN_CACHE_DIR: '/mine' } })
    expect(env.TF_PLUGIN_CACHE_DIR).toBe('/mine')
  })
})
