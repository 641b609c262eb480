import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockTableName, stateBucketName, stateObjectKey } from '../../source/names.ts'
import { projectName } from './normalise.ts'
import type { Stage } from './stage.ts'

const bucket = stateBucketName('123456789012')
const key = stateObjectKey(projectName, 'test')
const lock = JSON.stringify({
  ...{ ID: '0d3f7a52-3f6d-4c69-9d5e-1c1a7a3f9b11', Operation: 'OperationTypeApply', Who: 'somebody@elsewhere' },
  ...{ Version: '1.11.4', Created: '2026-01-01T00:00:00Z', Path: `${bucket}/${key}`, Info: '' },
})

/** What dead runs leave of the state of “test”, and the commands that mend it. */
export async function mend({ aws, twin, world }: Stage): Promise<void> {
  const putRow = (row: Record<string, { S: string }>) =>
    aws('dynamodb', 'put-item', '--table-name', lockTableName, '--item', JSON.stringify(row))

  const lockfile = join(world.root, 'lock')
  writeFileSync(lockfile, lock)
  await aws('s3api', 'put-object', '--bucket', bucket, '--key', `${key}.tflock`, '--body', lockfile)
  await putRow({ LockID: { S: `${bucket}/${key}` }, Info: { S: lock } })
  await twin(['unlock', 'test', '--confirm', 'test'])

  await putRow({ LockID: { S: `${bucket}/${key}-md5` }, Digest: { S: '0'.repeat(32) } })
  await twin(['doctor', '--fix', '--environment', 'test'], { ends: 'somehow' })

  await aws('s3api', 'delete-object', '--bucket', bucket, '--key', key)
  await twin(['doctor', '--fix', '--environment', 'test'], { ends: 'somehow' })
}
