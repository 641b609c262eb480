import { appendFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../source/services/deployment/fingerprint.ts'
import {
  fingerprintBackend,
  fingerprintLocalData,
  fingerprintPage,
  fingerprintTools,
} from '../../source/services/deployment/inputs.ts'
import { fingerprintTerraform } from '../../source/services/deployment/terraform-input.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let folder: string
const put = (path: string, text = 'text') => {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}
beforeEach(() => {
  folder = temporaryFolder()
})

it('a fingerprint tells texts apart by what they are, their order and where one ends', () => {
  const prints = [['ab', 'c'], ['a', 'bc'], ['c', 'ab'], ['abc'], ['abc', '']].map((texts) => fingerprintOf(...texts))
  expect(new Set(prints).size).toBe(prints.length)
  expect(fingerprintOf('ab', 'c')).toBe(prints[0])
})

/** Each change gives another fingerprint than there ever was; each non-change the same. */
async function expectSensitive(
  print: () => Promise<string | undefined>,
  changes: (() => unknown)[],
  same: (() => unknown)[],
) {
  const seen = new Set([await print()])
  for (const change of changes) {
    change()
    const now = await print()
    expect(seen.has(now), change.toString()).toBe(false)
    seen.add(now)
  }
  const last = await print()
  for (const change of same) {
    change()
    expect(await print(), change.toString()).toBe(last)
  }
}

describe('what a deployment is made of', () => {
  it('is another backend with other code, other names or other requirements', async () => {
    put('app/handler.py')
    put('requirements.txt')
    await expectSensitive(
      () => fingerprintBackend(folder),
      [
        () => appendFileSync(join(folder, 'app/handler.py'), ' '),
        () => put('app/other.py'),
        () => renameSync(join(folder, 'app/other.py'), join(folder, 'app/another.py')),
        () => appendFileSync(join(folder, 'requirements.txt'), '\n'),
        () => rmSync(join(folder, 'app/another.py')),
      ],
      [() => put('app/__pycache__/handler.pyc'), () => utimesSync(join(folder, 'app/handler.py'), 1, 1)],
    )
  })

  it('is another page with another source, or another shipped page', async () => {
    put('frontend/src/main.tsx')
    put('shipped/page/index.html')
    await expectSensitive(
      () => fingerprintPage(join(folder, 'frontend'), join(folder, 'shipped')),
      [() => put('frontend/src/main.tsx', 'other'), () => put('shipped/page/index.html', 'other')],
      [() => put('frontend/node_modules/vite/index.js'), () => put('frontend/dist/index.html')],
    )
  })

  it('is other data with other files, or with more of them called public', async () => {
    put('personal_data/facts.json', '{}')
    await expectSensitive(
      () => fingerprintLocalData(folder),
      [() => put('personal_data/facts.json', '{"name": "Ada"}'), () => put('prompts/system.md')],
      [() => put('elsewhere/notes.txt')],
    )
  })

  it('is another stack with another file, lock file or setting of its own, not with those of others', async () => {
    put('main.tf')
    put('dev.tfvars', 'a = 1')
    put('.terraform.lock.hcl', 'hash')
    const env: Record<string, string> = {}
    await expectSensitive(
      () => fingerprintTerraform(folder, 'dev', env),
      [
        () => put('main.tf', 'other'),
        () => put('dev.tfvars', 'a = 2'),
        () => put('more.auto.tfvars', 'b = 1'),
        () => put('.terraform.lock.hcl', 'other'),
        () => put('files/policy.json'),
        () => Object.assign(env, { TF_VAR_memory: '512' }),
      ],
      [
        () => put('prod.tfvars', 'a = 3'),
        () => put('.terraform/providers/aws'),
        () => put('errored.tfstate', '{}'),
        () => Object.assign(env, { TF_LOG: 'trace' }),
      ],
    )
  })

  it('cannot be told when the stack names files outside of it, but for our packages', async () => {
    put('main.tf', 'filename = "../.twin/build/function.zip"')
    expect(await fingerprintTerraform(folder, 'dev', {})).toMatch(/^[0-9a-f]{64}$/)
    put('main.tf', 'content = file("../elsewhere.txt")')
    expect(await fingerprintTerraform(folder, 'dev', {})).toBeUndefined()
  })

  it('is made by the same tools while they are the same files; by none when one is missing', async () => {
    for (const name of ['terraform', 'python3']) writeFileSync(join(folder, name), 'one', { mode: 0o755 })
    const env = { PATH: folder }
    await expectSensitive(
      () => fingerprintTools(env),
      [() => writeFileSync(join(folder, 'terraform'), 'longer')],
      [() => put('other')],
    )
    rmSync(join(folder, 'python3'))
    expect(await fingerprintTools(env)).toBeUndefined()
  })
})
