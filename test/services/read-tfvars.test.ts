import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readTfvar } from '../../source/services/terraform/read-tfvars.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const arn = 'arn:aws:iam::123456789012:policy/limits'

test.each([
  ['a quoted string', `permissions_boundary_arn = "${arn}"`, arn],
  ['the last of several, as Terraform takes it', `permissions_boundary_arn = "a"\npermissions_boundary_arn = "b"`, 'b'],
  ['none that is commented out', `# permissions_boundary_arn = "${arn}"`, undefined],
  ['none of another name', `other_permissions_boundary_arn = "${arn}"`, undefined],
  ['none inside another value', `tags = {\n  permissions_boundary_arn = "${arn}"\n}`, undefined],
  ['none that is empty', 'permissions_boundary_arn = ""', undefined],
  ['none that is computed', 'permissions_boundary_arn = "%{ if true }a%{ endif }"', undefined],
  ['none that is no string', 'permissions_boundary_arn = null', undefined],
])('reads %s', async (_, text, expected) => {
  const path = join(temporaryFolder(), 'dev.tfvars')
  writeFileSync(path, `environment = "dev"\n${text}\n`)
  expect(await readTfvar(path, 'permissions_boundary_arn')).toBe(expected)
})

test('of a file that is not there reads nothing', async () => {
  expect(await readTfvar(join(temporaryFolder(), 'none.tfvars'), 'environment')).toBeUndefined()
})
