import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findTerraform, installAdvice } from '../../source/services/terraform/find-terraform.ts'
import { isAtLeast, parseVersion } from '../../source/services/terraform/version.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twin-find-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function program(name: string, firstLine: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\necho '${firstLine}'\n`)
  await chmod(path, 0o755)
  return path
}

describe('findTerraform', () => {
  it('prefers terraform to tofu', async () => {
    await program('tofu', 'OpenTofu v1.10.2')
    expect(await findTerraform({ PATH: folder })).toMatchObject({ kind: 'opentofu', version: '1.10.2' })
    const path = await program('terraform', 'Terraform v1.11.4')
    expect(await findTerraform({ PATH: folder })).toEqual({ path, kind: 'terraform', version: '1.11.4' })
  })

  it('takes the one TF_BINARY names', async () => {
    await program('terraform', 'Terraform v1.11.4')
    const path = await program('other', 'OpenTofu v1.11.0')
    expect(await findTerraform({ PATH: folder, TF_BINARY: path })).toMatchObject({ path, kind: 'opentofu' })
  })

  it('says how to install it', async () => {
    await expect(findTerraform({ PATH: folder }, 'darwin')).rejects.toMatchObject({
      code: 'TOOL_TERRAFORM_MISSING',
      nextSteps: expect.arrayContaining([expect.stringContaining('brew')]),
    })
    expect(installAdvice('win32')[0]).toContain('winget')
    expect(installAdvice('linux')[0]).toContain('https://')
  })

  it('refuses one that is too old, and one that is something else', async () => {
    await program('terraform', 'Terraform v1.9.8')
    await expect(findTerraform({ PATH: folder })).rejects.toMatchObject({ code: 'TOOL_TERRAFORM_OLD' })
    await program('terraform', 'hello')
    await expect(findTerraform({ PATH: folder })).rejects.toMatchObject({ code: 'TOOL_TERRAFORM_MISSING' })
  })
})

describe('versions', () => {
  it('are read behind warnings too', () => {
    expect(parseVersion('Warning: x\n\nTerraform v1.12.0-beta1\non linux_amd64')).toEqual({
      kind: 'terraform',
      version: '1.12.0-beta1',
    })
  })

  it.each([
    ['1.10.0', true],
    ['1.9.9', false],
    ['2.0.0', true],
    ['1.10.0-rc1', true],
    ['0.15.1', false],
  ])('%s is at least 1.10.0: %s', (version, expected) => {
    expect(isAtLeast(version, '1.10.0')).toBe(expected)
  })
})
