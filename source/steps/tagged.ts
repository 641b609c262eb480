import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { findLeftovers, type Leftovers, namedThings, tagsOf } from '../services/aws/find-leftovers.ts'
import { lookerOf, namesOf } from './leftover-words.ts'
import { targetOf } from './need.ts'
import { knownState } from './terraform.ts'

/** What is there under this environment's tags and names without Terraform's knowledge: it will not go with the rest. */
export const tagged: Step<Context, Leftovers> = {
  id: 'tagged',
  title: 'Found by tag',
  needs: ['identity'],
  inspect: async (context) => {
    const target = targetOf(context)
    const { resources } = await knownState(context)
    const arns = resources
      .flatMap(({ instances = [] }) => instances.map(({ attributes }) => attributes?.arn))
      .filter((arn) => typeof arn === 'string')
    context.found.stateArns = arns
    const found = await findLeftovers({
      looker: lookerOf(context),
      tags: tagsOf(target),
      named: namedThings(target),
      gone: arns,
      signal: context.signal,
    })
    const isKnown = new Set(arns)
    const there = found.there.filter(({ arn }) => !isKnown.has(arn))
    context.found.besideState = { ...found, there }
    return context.found.besideState
  },
  assess: ({ there }) => ({
    status: 'satisfied',
    detail: there.length === 0 ? 'nothing that Terraform does not know of' : namesOf(there),
  }),
}
