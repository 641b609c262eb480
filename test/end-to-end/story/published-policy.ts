import { expect, it } from 'vitest'
import { evaluate } from '../../../source/permissions/evaluate.ts'
import type { PolicyDocument } from '../../../source/permissions/policy.ts'
import { wasMeasured } from '../../permissions/measured.ts'
import { named } from '../support/requests.ts'
import type { Story } from './story.ts'

/** What made a bucket full, so that there was something to empty. */
const isFilling = (resource: string) => resource.includes('/versions/old/')

const isTalk = (resource: string) => resource.includes('-memory-') && resource.includes('/conversations/')

/** The default identity holds exactly what we publish, and all that was done needed no more. */
export function publishedPolicy(story: Story): void {
  it('is enough for all of this: no request was denied', async () => {
    const requests = await story.world.requests()
    expect(requests.filter(({ identity }) => identity === 'deployer').length).toBeGreaterThan(500)
    expect(named(requests.filter(({ denied }) => denied))).toEqual([])
    // The administrator only looked around, by hand, and talked with the twin of `twin dev`.
    const others = requests.filter(
      ({ identity }) => !/^(deployer|admin|service|role:digital-twin-\w+-api)$/.test(identity),
    )
    expect(named(others)).toEqual([])
    expect(
      named(
        requests.filter(
          ({ identity, write, resource }) => identity === 'admin' && write && !isFilling(resource) && !isTalk(resource),
        ),
      ),
    ).toEqual([])
  })

  it('is made from calls like these: each has been measured', async () => {
    const calls = (await story.world.requests()).filter(({ identity }) => identity === 'deployer')
    const surprises = calls.filter(({ action, resource }) => !wasMeasured(action, resource, 'digital-twin'))
    expect([...new Set(named(surprises))], 'The program or its stack asks for more: npm run measure').toEqual([])
  })

  it('names every action that was called', async () => {
    const { stdout } = await story.world.run(['policy', '--rehearse'])
    const document = JSON.parse(stdout) as PolicyDocument
    const isAllowed = (action: string, resource: string) =>
      evaluate({
        identityPolicies: [{ name: 'published', document }],
        request: {
          action,
          resource,
          contextIsComplete: true,
          context: { 'aws:RequestedRegion': 'eu-central-1', 'aws:ResourceAccount': '123456789012' },
        },
      }).verdict === 'allowed'
    const calls = (await story.world.requests()).filter(({ identity }) => identity === 'deployer')
    const outside = calls.filter(({ action, resource }) => !isAllowed(action, resource))
    expect([...new Set(named(outside))]).toEqual([])
  })
}
