import { expect, it } from 'vitest'
import { awsIn } from '../support/aws-cli.ts'
import { expectRefusal } from '../support/refusal.ts'
import { isLocking, named, stateBucket, writesIn } from '../support/requests.ts'
import { askTwin, readHealth, siteIn } from '../support/twin.ts'
import { backupOf, interrupted, removal } from '../teardown/interrupted.ts'
import type { Story } from './story.ts'

const account = '123456789012'
const answers = async (site: string) =>
  (await askTwin(site, 'What was your first programming language?')).includes('COMAL')

/** prod beside dev, then dev away again, and prod none the wiser. */
export function twoEnvironments(story: Story): void {
  it('deploys prod beside dev: two workspaces, two twins that answer', async () => {
    const { world } = story
    const { code, stdout, stderr } = await world.run(['deploy', 'prod', '--rehearse', '--yes'])
    expect(code, stderr).toBe(0)
    story.prod = siteIn(stdout)
    expect(story.prod).not.toBe(story.dev)
    expect(await readHealth(story.prod)).toMatchObject({ status: 'ok', environment: 'prod' })
    expect(await readHealth(story.dev)).toMatchObject({ status: 'ok', environment: 'dev' })
    expect([await answers(story.dev), await answers(story.prod)]).toEqual([true, true])
    const aws = await awsIn(world, 'admin')
    const { Contents } = await aws('s3api', 'list-objects-v2', '--bucket', stateBucket)
    const kept = (Contents as { Key: string }[]).map(({ Key }) => Key).sort()
    expect(kept.filter((key) => !/^digital-twin\/(releases|\w+\/history)\//.test(key))).toEqual([
      'digital-twin/dev/deployed.json',
      'digital-twin/prod/deployed.json',
      'env:/dev/digital-twin/terraform.tfstate',
      'env:/prod/digital-twin/terraform.tfstate',
    ])
  })

  it('tells of both: address, version, health; and opens none without a terminal', async () => {
    const { world } = story
    const { value, requests } = await world.during(() => world.run(['status', '--rehearse', '--json']))
    expect(value.code, value.stderr).toBe(0)
    const { environments } = JSON.parse(value.stdout)
    expect(environments).toMatchObject([
      { environment: 'dev', url: story.dev, health: { status: 'ok', environment: 'dev' } },
      { environment: 'prod', url: story.prod, health: { status: 'ok', environment: 'prod' } },
    ])
    expect(writesIn(requests)).toEqual([])
    const opened = await world.run(['open', 'prod', '--rehearse', '--json'])
    expect(JSON.parse(opened.stdout)).toMatchObject({ url: story.prod, opened: false })
    const none = await world.run(['open', 'test', '--rehearse', '--json'])
    expect(JSON.parse(none.stdout).error).toMatchObject({
      code: 'NOT_DEPLOYED',
      nextSteps: ['twin deploy test --rehearse'],
    })
  })

  it('keeps state bucket and lock table while environments live, and names each', async () => {
    const { nextSteps } = await expectRefusal(story.world, {
      args: ['destroy', '--everything', '--rehearse', '--confirm', stateBucket],
      code: 1,
      error: 'ENVIRONMENTS_REMAIN',
      says: /dev of digital-twin.*prod of digital-twin/,
      next: /^twin destroy dev --project-name digital-twin --rehearse$/m,
    })
    expect(nextSteps).toContain('twin destroy prod --project-name digital-twin --rehearse')
  })

  it('removes nothing when another name was typed', async () => {
    const { world } = story
    const { value, requests } = await world.during(() =>
      world.run(['destroy', 'dev', '--rehearse', '--confirm', 'prod', '--json']),
    )
    expect(value.code).toBe(2)
    expect(JSON.parse(value.stdout)).toMatchObject({ ok: false, error: { code: 'CONFIRMATION_MISMATCH' } })
    expect(named(writesIn(requests).filter((request) => !isLocking(request)))).toEqual([])
    expect(await answers(story.dev)).toBe(true)
  })

  it('removes nothing without a typed name, and says how to give one', async () => {
    const { world } = story
    const { value, requests } = await world.during(() => world.run(['destroy', 'dev', '--rehearse', '--json']))
    expect(value.code).toBe(2)
    const { error } = JSON.parse(value.stdout)
    expect(error.code).toBe('MISSING_ANSWERS')
    expect(error.nextSteps.join('\n')).toContain('--confirm')
    expect(writesIn(requests)).toEqual([])
  })

  interrupted(story)

  it('removes dev alone, keeps state bucket and lock table, and leaves prod answering', async () => {
    const { world } = story
    const { code, stdout, stderr } = await world.run(removal(world))
    expect(code, stderr).toBe(0)
    expect(stdout).toContain('The dev twin is gone')
    expect(stdout).toContain('Nothing of it is left: searched by tag and by name.')
    expect(stdout).toContain(`twin data restore ${backupOf(world)} --rehearse`)
    // Two for what was being deleted when it was stopped; 1000 go in each.
    const deletions = (await world.requests()).filter(
      ({ operation, resource, identity }) =>
        operation === 'DeleteObjects' && identity === 'deployer' && resource.includes('-dev-data-'),
    )
    expect(deletions.length).toBeLessThanOrEqual(6 + 2)
    await expect(fetch(`${story.dev}/api/health`)).rejects.toThrow()
    const aws = await awsIn(world, 'admin')
    const [{ Buckets }, { Functions }, { Table }, { Roles }] = await Promise.all([
      aws('s3api', 'list-buckets'),
      aws('lambda', 'list-functions'),
      aws('dynamodb', 'describe-table', '--table-name', 'digital-twin-terraform-locks'),
      aws('iam', 'list-roles'),
    ])
    expect((Buckets as { Name: string }[]).map(({ Name }) => Name).sort()).toEqual([
      `digital-twin-prod-data-${account}`,
      `digital-twin-prod-frontend-${account}`,
      `digital-twin-prod-memory-${account}`,
      stateBucket,
    ])
    expect((Functions as { FunctionName: string }[]).map(({ FunctionName }) => FunctionName)).toEqual([
      'digital-twin-prod-api',
    ])
    expect((Roles as { RoleName: string }[]).map(({ RoleName }) => RoleName)).toEqual(['digital-twin-prod-api'])
    expect(Table).toMatchObject({ TableStatus: 'ACTIVE' })
    expect(await readHealth(story.prod)).toMatchObject({ status: 'ok', environment: 'prod' })
    expect(await answers(story.prod)).toBe(true)
  })

  it('ends with 0 when there is nothing left to remove', async () => {
    const { world } = story
    const { value, requests } = await world.during(() =>
      world.run(['destroy', 'dev', '--rehearse', '--confirm', 'dev', '--json']),
    )
    expect(value.code).toBe(0)
    expect(JSON.parse(value.stdout)).toMatchObject({ ok: true, environment: 'dev', removed: false })
    expect(named(writesIn(requests).filter((request) => !isLocking(request)))).toEqual([])
  })
}
