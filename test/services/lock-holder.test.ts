import { existsSync, realpathSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findHolder, judge, whoHere } from '../../source/services/terraform/lock-holder.ts'
import {
  kindOf,
  parseLsof,
  parsePs,
  processesByPs,
  type TerraformProcess,
  terraformProcesses,
} from '../../source/services/terraform/processes.ts'
import { startFalseTerraform } from '../support/false-terraform.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('a program', () => {
  it.each([
    ['terraform', 'terraform'],
    ['/opt/homebrew/bin/terraform', 'terraform'],
    ['terraform-1.11.4', 'terraform'],
    ['terraform_1.11', 'terraform'],
    ['tofu', 'terraform'],
    ['terraform-provi', 'provider'],
    ['/x y/terraform-provider-aws_v5.100.0_x5', 'provider'],
    ['terraform-ls', undefined],
    ['terraformer', undefined],
    ['node', undefined],
    ['', undefined],
  ])('%s is %s', (name, kind) => {
    expect(kindOf(name)).toBe(kind)
  })

  it('of another name is Terraform when it is called so here', () => {
    expect(kindOf('our-own-terrafo', '/tools/our-own-terraform-build')).toBe('terraform')
    expect(kindOf('our-own-terrafo')).toBeUndefined()
  })
})

describe('what ps and lsof print', () => {
  it('is read: this user’s, alive, with blanks in paths', () => {
    const output = [
      '    1     0 Ss   /sbin/launchd',
      '  501   502 S+   /Users/ana/My Tools/terraform',
      '  502   502 Z    terraform',
      '  503     0 S    terraform',
      '77777   502 Ss   terraform-provider-aws_v5.100.0_x5',
      '',
    ].join('\n')
    expect(parsePs(output, 502)).toEqual([
      { pid: 501, kind: 'terraform' },
      { pid: 77_777, kind: 'provider' },
    ])
  })

  it('gives folders', () => {
    const output = 'p501\nfcwd\nn/Users/ana/my twin/terraform\np777\nfcwd\nn/private/tmp\n'
    expect(parseLsof(output)).toEqual(
      new Map([
        [501, '/Users/ana/my twin/terraform'],
        [777, '/private/tmp'],
      ]),
    )
  })
})

describe('a program called terraform', () => {
  it('is found with what it works on, and by ps as well', async () => {
    const folder = realpathSync(temporaryFolder())
    const pid = await startFalseTerraform(folder)
    const settings = existsSync('/proc/self/environ') ? { workspace: 'dev', dataFolder: join(folder, 'kept') } : {}
    const mine = (all: readonly TerraformProcess[] | undefined) => all?.find((each) => each.pid === pid)
    expect(mine(await terraformProcesses())).toEqual({ pid, kind: 'terraform', folder, ...settings })
    const user = process.getuid?.() ?? 0
    expect(mine(await processesByPs(user))).toMatchObject({ pid, kind: 'terraform' })
    expect(mine(await processesByPs(user + 1))).toBeUndefined()
  })
})

describe('the holder', () => {
  const held = { who: whoHere(), environment: 'dev', folder: '/twin/terraform', bucket: 'states', key: 'twin/x' }
  const running = (more: Partial<TerraformProcess> = {}): TerraformProcess => ({ pid: 7, kind: 'terraform', ...more })
  const elsewhere = async (backend: object) => {
    const folder = temporaryFolder()
    await mkdir(join(folder, '.terraform'))
    await writeFile(join(folder, '.terraform', 'terraform.tfstate'), JSON.stringify({ backend }))
    return folder
  }

  it.each([
    ['', 'does not say'],
    ['ana@laptop', 'ana@laptop'],
    [`somebody-else@${whoHere().split('@')[1]}`, 'somebody-else'],
  ])('%j is a stranger here, and nothing is said of their life', async (who, why) => {
    expect(await findHolder({ ...held, who })).toEqual({ state: 'unknown', why: expect.stringContaining(why) })
  })

  it('is in doubt on a computer that is called as many are', async () => {
    const who = 'root@localhost'
    expect(await findHolder({ ...held, who }, who)).toMatchObject({ state: 'unknown' })
  })

  it('is dead when nothing runs, or only for another environment', async () => {
    expect(await judge([], held)).toEqual({ state: 'dead' })
    expect(await judge([running({ folder: held.folder, workspace: 'prod' })], held)).toEqual({ state: 'dead' })
  })

  it('is Terraform at work in the folder, before any of its providers', async () => {
    const [terraform, provider] = [
      running({ folder: held.folder }),
      running({ pid: 8, kind: 'provider', folder: held.folder, workspace: 'dev' }),
    ]
    expect(await judge([provider, terraform], held)).toEqual({ state: 'alive', process: terraform })
    expect(await judge([provider], held)).toEqual({ state: 'alive', process: provider })
  })

  it.each([
    [{ bucket: 'states', key: 'twin/x' }, 'alive'],
    [{ bucket: 'states', key: 'other/x' }, 'dead'],
    [{ bucket: 'others', key: 'twin/x' }, 'dead'],
    [{ path: 'terraform.tfstate' }, 'dead'],
  ])('by another folder’s backend %j: %s', async (config, state) => {
    const folder = await elsewhere({ type: 's3', config })
    expect(await judge([running({ folder })], held)).toMatchObject({ state })
    const [dataFolder, bare] = [join(folder, '.terraform'), temporaryFolder()]
    expect(await judge([running({ folder: bare, dataFolder })], held)).toMatchObject({ state })
  })

  it('is in doubt while one runs of which too little can be seen, unless another is alive', async () => {
    const folder = temporaryFolder()
    const damaged = await elsewhere({})
    for (const process of [
      running(),
      running({ folder }),
      running({ folder: damaged }),
      running({ folder: join(folder, 'gone'), dataFolder: join(folder, 'gone', '.terraform') }),
    ])
      expect(await judge([process], held)).toEqual({ state: 'unknown', why: expect.stringContaining('process 7') })
    expect(await judge([running(), running({ pid: 9, folder: held.folder })], held)).toMatchObject({ state: 'alive' })
    expect(await judge([running({ kind: 'provider' })], held)).toEqual({ state: 'dead' })
  })

  it('works elsewhere when its folder was initialised for no backend', async () => {
    const folder = temporaryFolder()
    expect(await judge([running({ folder, dataFolder: join(folder, '.terraform') })], held)).toEqual({ state: 'dead' })
  })
})
