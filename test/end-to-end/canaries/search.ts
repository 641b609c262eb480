import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { type Secrets, secretsBelow, secretsIn } from '../../support/find-secrets.ts'
import type { World } from '../support/world.ts'
import type { Life } from './life.ts'

/** Where a secret belongs, as a part of a path. */
const belongs = ({ keyFile, world }: Life): readonly (readonly [string, string])[] => [
  ['key', keyFile],
  // The emulated account knows its own keys.
  ['AWS secret', join(world.root, 'state', 'create-digital-twin', 'rehearsal') + sep],
  ['sentence', join('backend', 'data', 'personal_data') + sep],
]

/** `path: secret` for everything below the world that holds what does not belong there. */
export async function misplaced(life: Life): Promise<string[]> {
  const secrets = await life.secrets()
  // The provider of AWS has 700 MB, is a download of HashiCorp's, and nobody writes to it.
  const isOurs = (path: string) => !path.includes('terraform-provider-')
  return secretsBelow(life.world.root, secrets, isOurs).filter(
    (found) => !belongs(life).some(([name, place]) => found.endsWith(`: ${name}`) && found.includes(place)),
  )
}

/** Folders of a replacement that should be gone, and private folders of runs that are. */
export function remains({ world, temporary }: Life, project: string): string[] {
  const data = join(project, 'backend', 'data')
  const half = ['.incoming', '.arrived', '.outgoing'].map((name) => join(data, name)).filter((path) => existsSync(path))
  const temporaries = execFileSync('ls', [temporary], { encoding: 'utf8' })
    .split('\n')
    .filter((name) => name.startsWith('create-digital-twin-'))
  const drafts = execFileSync('find', [world.root, '-name', '.*.new', '-not', '-path', '*/node_modules/*'], {
    encoding: 'utf8',
  })
  return [...half, ...temporaries, ...drafts.split('\n').filter(Boolean)]
}

/** Everything in a git repository, also what is packed. */
export const gitObjects = (bare: string): Buffer =>
  execFileSync('git', ['-C', bare, 'cat-file', '--batch', '--batch-all-objects'], { maxBuffer: 1 << 28 })

/** `bucket/key: secret` for all objects of the account's buckets, and how many there were. */
export async function secretsInBuckets(world: World, secrets: Secrets) {
  const { endpoint, region, identities } = await world.account()
  const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials: identities.admin })
  const found: string[] = []
  const seen: string[] = []
  try {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}))
    for (const { Name: Bucket } of Buckets) {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
      for (const { Key } of Contents) {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
        const bytes = Buffer.from((await Body?.transformToByteArray()) ?? [])
        seen.push(`${Bucket}/${Key}`)
        found.push(...secretsIn(bytes, secrets).map((name) => `${Bucket}/${Key}: ${name}`))
      }
    }
  } finally {
    s3.destroy()
  }
  return { found, seen }
}
