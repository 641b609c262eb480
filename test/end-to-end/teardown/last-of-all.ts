import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
  type ResourceTagMapping,
} from '@aws-sdk/client-resource-groups-tagging-api'
import { expect, it } from 'vitest'
import type { Story } from '../story/story.ts'
import { awsIn } from '../support/aws-cli.ts'
import { waitFor } from '../support/processes.ts'
import { expectRefusal } from '../support/refusal.ts'
import type { World } from '../support/world.ts'

const stateBucket = 'digital-twin-terraform-state-123456789012'
const everything = ['destroy', '--everything', '--rehearse', '--confirm', stateBucket]

/** Everything that has any tag of ours, in both regions, as an administrator finds it. */
async function searchByTag(world: World): Promise<readonly (string | undefined)[]> {
  const { endpoint, identities } = await world.account()
  const TagFilters = [{ Key: 'ManagedBy', Values: ['create-digital-twin'] }]
  const found: ResourceTagMapping[] = []
  for (const region of ['eu-central-1', 'us-east-1']) {
    const client = new ResourceGroupsTaggingAPIClient({ endpoint, region, credentials: identities.admin })
    const { ResourceTagMappingList = [] } = await client.send(new GetResourcesCommand({ TagFilters }))
    found.push(...ResourceTagMappingList)
  }
  return [...new Set(found.map(({ ResourceARN }) => ResourceARN))]
}

/** The end of the account's last twins, then of what they left their states in. */
export function lastOfAll(story: Story): void {
  it('keeps state bucket and lock table while environments live, and names each', async () => {
    const { nextSteps } = await expectRefusal(story.world, {
      args: everything,
      code: 1,
      error: 'ENVIRONMENTS_REMAIN',
      says: /prod of digital-twin.*test of digital-twin/,
      next: /^twin destroy prod --project-name digital-twin --rehearse$/m,
    })
    expect(nextSteps).toContain('twin destroy test --project-name digital-twin --rehearse')
  })

  it('removes the last environments, and finds nothing of them by tag or name', async () => {
    const { world } = story
    for (const environment of ['test', 'prod']) {
      const run = await world.run(['destroy', environment, '--rehearse', '--confirm', environment, '--json'])
      expect(run.code, run.stderr).toBe(0)
      expect(JSON.parse(run.stdout)).toMatchObject({ ok: true, environment, removed: true, left: [] })
    }
    const found = await searchByTag(world)
    expect(found.map((arn) => arn?.split(':')[2]).sort()).toEqual(['dynamodb', 's3'])
  })

  it('is killed between the two, and finished by the same command: a search by tag finds nothing', async () => {
    const { world } = story
    await world.setFaults([{ action: 'dynamodb:DeleteTable', connection: 'hang' }])
    const seen = (await world.requests()).length
    const running = world.start(everything)
    await waitFor(
      async () => (await world.requests()).slice(seen).some(({ operation }) => operation === 'DeleteBucket'),
      () => 'the state bucket was not deleted',
      120_000,
    )
    process.kill(running.pid, 'SIGKILL')
    await running.ended
    await world.setFaults([])

    const { code, stdout, stderr } = await world.run([...everything, '--json'])
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, everything: true, removed: true, left: [] })
    expect(await searchByTag(world)).toEqual([])
    const aws = await awsIn(world, 'admin')
    const [{ Buckets }, { TableNames }] = await Promise.all([
      aws('s3api', 'list-buckets'),
      aws('dynamodb', 'list-tables'),
    ])
    expect({ Buckets, TableNames }).toEqual({ Buckets: [], TableNames: [] })
    const again = await world.run([...everything, '--json'])
    expect(JSON.parse(again.stdout)).toMatchObject({ ok: true, removed: false })
  })
}
