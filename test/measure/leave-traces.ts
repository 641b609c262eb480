import { projectName } from './normalise.ts'
import type { Stage } from './stage.ts'

/** What use leaves behind in the buckets: a conversation, an upload that never ended, a deleted file with its versions. */
export async function leaveTraces({ aws, shape }: Stage, project = projectName): Promise<void> {
  const bucket = (use: string) => `${project}-${shape.environment}-${use}-123456789012`
  await aws('s3api', 'put-object', '--bucket', bucket('memory'), '--key', 'conversations/talk.json')
  await aws('s3api', 'create-multipart-upload', '--bucket', bucket('memory'), '--key', 'conversations/unfinished.json')
  const old = ['--bucket', bucket('data'), '--key', 'versions/old/removed.txt']
  await aws('s3api', 'put-object', ...old)
  await aws('s3api', 'delete-object', ...old)
}
