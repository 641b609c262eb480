import {
  type DeleteObjectsCommandInput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  S3Client,
} from '@aws-sdk/client-s3'

/** A versioned bucket that answers at once: of so many versions, every second a delete marker. */
export function bucketInMemory(size: number) {
  let stored = Array.from({ length: size }, (_, index) => ({ Key: `key-${index >> 1}`, VersionId: `v${index}` }))
  const asked: string[] = []
  const answer = (name: string, input: unknown): object => {
    asked.push(name)
    if (name === ListObjectVersionsCommand.name) {
      const { MaxKeys = 0 } = input as ListObjectVersionsCommandInput
      const page = stored.slice(0, Math.min(MaxKeys, 1000))
      const isMarker = ({ VersionId }: { VersionId: string }) => Number(VersionId.slice(1)) % 2 === 1
      return {
        Versions: page.filter((each) => !isMarker(each)),
        DeleteMarkers: page.filter(isMarker),
        IsTruncated: stored.length > page.length,
        NextKeyMarker: page.at(-1)?.Key,
        NextVersionIdMarker: page.at(-1)?.VersionId,
      }
    }
    const { Delete } = input as Partial<DeleteObjectsCommandInput>
    const gone = new Set(Delete?.Objects?.map(({ VersionId }) => VersionId))
    if (gone.size > 1000) throw new Error('S3 deletes at most 1000 at once.')
    stored = stored.filter(({ VersionId }) => !gone.has(VersionId))
    return {}
  }
  const s3 = new S3Client({ region: 'eu-central-1' })
  s3.middlewareStack.add(
    (_next, context) => async (args) => {
      const output = { $metadata: {}, ...answer(String(context.commandName), args.input) }
      return { response: {}, output } as never
    },
    { step: 'initialize' },
  )
  return { s3, asked, left: () => stored.length }
}
