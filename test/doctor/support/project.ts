import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { World } from '../../end-to-end/support/world.ts'

export const account = '123456789012'
export const stateBucket = `digital-twin-terraform-state-${account}`
export const lockTable = 'digital-twin-terraform-locks'

/** A laid down project and an account in which nothing was made yet: the set-up was refused at its first write. */
export async function layDownProject(world: World): Promise<void> {
  await world.run(['rehearse', 'start'])
  const refused = { status: 403, code: 'AccessDenied' }
  await world.setFaults([
    { action: 's3:CreateBucket', ...refused },
    { action: 'dynamodb:CreateTable', ...refused },
  ])
  const { code, stdout, stderr } = await world.run(['setup', '.', '--rehearse', '--json'])
  expect(code, stderr).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'ACCESS_DENIED' } })
  await world.setFaults([])
  rmSync(join(world.folder, '.twin', 'last-failure.json'))
}
