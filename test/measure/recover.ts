import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serializeBackup } from '../../source/services/data/backup-manifest.ts'
import { sha256Of } from '../../source/services/data/personal-data.ts'
import type { Stage } from './stage.ts'

/** Answers that get lost: the account did what it was asked, and nobody heard. All three buckets among them. */
const lost = {
  's3:CreateBucket': 3,
  'iam:CreateRole': 1,
  'logs:CreateLogGroup': 1,
  'lambda:AddPermission': 1,
  'cloudfront:CreateOriginAccessControl': 1,
}

/** Another environment, interrupted by a bad line and taken up again. */
export async function recover({ world, twin }: Stage): Promise<void> {
  await world.setFaults(Object.entries(lost).map(([action, times]) => ({ action, times, connection: 'lost' })))
  await twin(['deploy', 'test', '--yes'])
  await world.setFaults([])
}

/** A conversation comes back from a backup of somebody's earlier twin. */
export async function restore({ world, twin, shape }: Stage): Promise<void> {
  const folder = join(world.root, 'earlier')
  const [path, talk] = ['conversations/earlier.json', Buffer.from('{"turns": []}')]
  mkdirSync(join(folder, 'conversations'), { recursive: true })
  writeFileSync(join(folder, path), talk)
  const { account } = await world.account()
  const files = [{ path, key: path, bytes: talk.length, sha256: sha256Of(talk) }]
  const facts = { account, projectName: 'earlier', environment: shape.environment, made: new Date().toISOString() }
  writeFileSync(join(folder, 'backup.json'), serializeBackup({ ...facts, files }))
  await twin(['data', 'restore', folder, '--environment', shape.environment])
}
