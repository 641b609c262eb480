import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openAccount } from './support/account.mjs'
import { findAws } from './support/aws-command-line.mjs'
import { bundleRun } from './support/bundle-run.mjs'
import { openLine } from './support/delay-proxy.mjs'
import { interleave, printCount, printRatio, timeProgram } from './support/measure.mjs'
import { emptyFolder } from './support/places.mjs'

const files = 60
const versions = 5_000

/** Putting a page up over a line of 40 ms, against `aws s3 sync`; and how many requests it takes to empty a bucket. */
export async function objects({ rounds = 5 }) {
  const program = await bundleRun('objects-run.ts')
  // The deployer may touch a twin's own buckets only.
  const account = await openAccount({ identity: 'admin' })
  const line = await openLine(new URL(account.env.AWS_ENDPOINT_URL), { delay: 20 })
  try {
    const page = makePage()
    const aws = await findAws()
    const work = async (env, ...args) =>
      JSON.parse((await timeProgram([process.execPath, program, ...args], { env })).output)
    const far = { ...account.env, AWS_ENDPOINT_URL: line.endpoint }
    const time = (command) => timeProgram(command, { env: far }).then(({ milliseconds }) => milliseconds)
    const whole = (bucket) => time([process.execPath, program, 'upload', bucket, page])
    // What a deployment adds: Node has started and the SDK is loaded there, as the aws command has to by itself.
    const ours = async (bucket) => (await work(far, 'upload', bucket, page)).milliseconds
    const sync = (bucket) => time([aws, 's3', 'sync', page, `s3://${bucket}`, '--only-show-errors'])

    let count = 0
    const newBucket = async () => {
      count += 1
      await work(account.env, 'make', `bench-objects-${count}`)
      return `bench-objects-${count}`
    }
    const first = await interleave(rounds, {
      ours: async () => ours(await newBucket()),
      whole: async () => whole(await newBucket()),
      sync: async () => sync(await newBucket()),
    })
    printRatio(`aws s3 sync / upload of ${files} files in a deployment`, first, 'sync', 'ours', 'at least 3')
    printRatio('the same / a process that does nothing else', first, 'sync', 'whole', 'none')

    const [mine, theirs] = [await newBucket(), await newBucket()]
    await ours(mine)
    await sync(theirs)
    const again = await interleave(rounds, {
      ours: () => {
        touch(page)
        return ours(mine)
      },
      whole: () => {
        touch(page)
        return whole(mine)
      },
      sync: () => sync(theirs),
    })
    printRatio('aws s3 sync / upload, built again to the same bytes', again, 'sync', 'ours', 'at least 12')
    printRatio('the same / a process that does nothing else', again, 'sync', 'whole', 'none')
    const { uploaded, invalidations } = await work(far, 'upload', mine, page)
    printCount('files put and paths cleared then', `${uploaded} and ${invalidations}`, 'none')

    const full = await newBucket()
    await work(account.env, 'fill', full, String(versions))
    const { deleted, requests } = await work(account.env, 'purge', full)
    printCount(`requests that empty a bucket of ${deleted} versions and markers`, requests, 'at most 12')
  } finally {
    await line.close()
    await account.stop()
  }
}

const pathOf = (folder, index) => join(folder, index === 0 ? 'index.html' : `asset-${index}.js`)

function makePage() {
  const folder = emptyFolder('page')
  for (let index = 0; index < files; index++) writeFileSync(pathOf(folder, index), `${index};`.repeat(2_000))
  return folder
}

/** Another build of the same source: the same bytes, later. */
function touch(folder) {
  const now = new Date(Date.now() + 60_000)
  for (let index = 0; index < files; index++) utimesSync(pathOf(folder, index), now, now)
}
