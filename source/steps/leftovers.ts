import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import {
  findLeftovers,
  findOriginAccess,
  type Leftovers,
  namedThings,
  refusable,
  tagsOf,
} from '../services/aws/find-leftovers.ts'
import { lookerOf, namesOf } from './leftover-words.ts'
import { need, targetOf } from './need.ts'

/** What a removal has not taken, by tag and by name; each was looked at before it is called left. */
export const leftovers: Step<Context, Leftovers> = {
  id: 'leftovers',
  title: 'What is left',
  inspect: async (context, report) => {
    report('searching by tag and by name')
    const target = targetOf(context)
    const looker = lookerOf(context)
    const unseen: string[] = []
    const access = await refusable(unseen, () => findOriginAccess(looker, target))
    const found = await findLeftovers({
      looker,
      tags: tagsOf(target),
      named: [...namedThings(target), ...access],
      gone: context.found.isApplied ? need(context, 'stateArns') : [],
      signal: context.signal,
    })
    context.found.leftovers = { ...found, unseen: [...unseen, ...found.unseen] }
    return context.found.leftovers
  },
  assess: ({ there, listed }) => ({
    status: 'satisfied',
    detail: there.length + listed.length === 0 ? 'nothing' : namesOf([...there, ...listed]),
  }),
}
