import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { dataBucketName } from '../../../source/names.ts'
import { countObjects } from '../../../source/services/aws/objects-count.ts'
import type { Story } from '../story/story.ts'
import { waitFor } from '../support/processes.ts'
import type { World } from '../support/world.ts'
import { fillBucket } from './fill-bucket.ts'
import { startTalk } from './talk.ts'

/** Versions and delete markers. */
const many = 5_000

export const backupOf = ({ root }: World) => join(root, 'kept', 'backup')
export const removal = (world: World) =>
  ['destroy', 'dev', '--rehearse', '--confirm', 'dev', '--backup', backupOf(world)] as const

async function countData(world: World): Promise<number | undefined> {
  const { endpoint, region, account, identities } = await world.account()
  const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials: identities.admin })
  const bucket = dataBucketName({ projectName: 'digital-twin', environment: 'dev', account, region })
  return (await countObjects({ s3, bucket, account }))?.versions
}

/** Starts a removal and waits until it has deleted a first thousand of the versions. */
async function startEmptying(world: World) {
  const seen = (await world.requests()).length
  const running = world.start(removal(world))
  let hasEnded = false
  void running.ended.then(() => {
    hasEnded = true
  })
  const isEmptying = async () =>
    (await world.requests())
      .slice(seen)

      .some(({ operation, resource }) => operation === 'DeleteObjects' && resource.includes('-dev-data-'))
  await waitFor(
    async () => hasEnded || (await isEmptying()),
    () => 'nothing was deleted',
    180_000,
  )
  expect({ hasEnded }).toEqual({ hasEnded: false })
  return running
}

/** A removal of very much, stopped in its middle, twice; what it had copied before is whole. */
export function interrupted(story: Story): void {
  it('is stopped by SIGTERM while it empties a bucket of 5,000 versions, with a whole backup', async () => {
    const { world } = story
    story.visitor = await startTalk(story.dev, 'Do remember that I like marzipan.')
    const { account, region } = await world.account()
    await fillBucket(world, dataBucketName({ projectName: 'digital-twin', environment: 'dev', account, region }), many)
    await world.setFaults([{ action: 's3:DeleteObjectVersion', delayMs: 500 }])
    const running = await startEmptying(world)
    running.signal('SIGTERM')
    const { code, stderr, stdout } = await running.ended
    expect({ code, stdout }, stderr).toEqual({ code: 143, stdout: '' })
    const left = (await countData(world)) ?? 0
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(many)

    const folder = backupOf(world)
    const { files } = JSON.parse(readFileSync(join(folder, 'backup.json'), 'utf8'))
    const own = readFileSync(join(world.folder, 'backend', 'data', 'personal_data', 'facts.json'))
    expect(readFileSync(join(folder, 'data', 'personal_data', 'facts.json')).equals(own)).toBe(true)
    const talks = readdirSync(join(folder, 'conversations')).map((name) => join(folder, 'conversations', name))
    expect(talks.filter((path) => readFileSync(path, 'utf8').includes('marzipan'))).toHaveLength(1)
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    expect(entries.filter((entry) => entry.isFile())).toHaveLength(files.length + ['.gitignore', 'backup.json'].length)
    const modes = [folder, ...entries.map((entry) => join(entry.parentPath, entry.name))].map((path) => {
      const found = statSync(path)
      return `${found.isDirectory() ? 'folder' : 'file'} ${(found.mode & 0o777).toString(8)}`
    })
    expect([...new Set(modes)].sort()).toEqual(['file 600', 'folder 700'])
  })

  it('is killed while it goes on, and the backup of before serves', async () => {
    const { world } = story
    const before = (await countData(world)) ?? 0
    const running = await startEmptying(world)
    process.kill(running.pid, 'SIGKILL')
    const { stderr } = await running.ended
    expect(stderr).toMatch(/✔ Backup\s+\d+ files of personal data, \d+ conversations/)
    const left = (await countData(world)) ?? 0
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(before)
    await world.setFaults([])
  })
}
