import type { Context } from '../context.ts'
import type { Deployment, SiteHealth } from '../found.ts'
import { statusPlan } from '../plans/status-plan.ts'
import { entryInWords, type HistoryEntry } from '../services/deployment/history.ts'
import { moment } from '../services/moment.ts'
import { need } from '../steps/need.ts'
import type { Command, Result } from './command.ts'
import { requireProject } from './require-project.ts'

/** Which environments stand, where they answer, in which version, and whether they are well. */
export const status: Command = {
  prepare: requireProject,
  run: async ({ context, perform }) => {
    await perform(statusPlan)
    return described(context)
  },
}

function described(context: Context): Result {
  const standing = need(context, 'deployments')
  const sites = need(context, 'sites')
  const answerOf = ({ environment }: Deployment) => sites.find((site) => site.environment === environment)?.answer
  const again = context.options.sameAccount
  if (standing.length === 0) {
    return {
      data: { environments: [] },
      notice: { title: 'Nothing is deployed yet', lines: [`- Deploy: twin deploy dev${again}`] },
    }
  }
  const isWell = standing.every((deployment) => isHealthy(answerOf(deployment)))
  return {
    data: {
      environments: standing.map((deployment) => {
        const answer = answerOf(deployment)
        return {
          environment: deployment.environment,
          url: deployment.site,
          resources: deployment.resources.length,
          ...(answer && 'health' in answer ? { health: answer.health } : { trouble: answer?.trouble }),
          history: historyOf(context, deployment).map(document),
        }
      }),
    },
    notice: {
      title: 'Your twins',
      tone: isWell ? 'calm' : 'warning',
      lines: isWell ? [] : [`- What is wrong, and what mends it: twin doctor${again}`],
      sections: standing.map((deployment) => section(deployment, answerOf(deployment), historyOf(context, deployment))),
    },
  }
}

const historyOf = ({ found }: Context, { environment }: Deployment): readonly HistoryEntry[] =>
  found.histories?.find((each) => each.environment === environment)?.entries ?? []

/** What one can return to has its own name; how it is kept is nobody's business. */
const document = ({ format: _, release, ...entry }: HistoryEntry) => ({ ...entry, canReturn: release !== undefined })

type Answer = SiteHealth['answer'] | undefined

const isHealthy = (answer: Answer) => answer !== undefined && 'health' in answer

/** How many deployments a person is shown; `--json` has more. */
const shown = 3

function section({ environment, site, resources }: Deployment, answer: Answer, history: readonly HistoryEntry[]) {
  const isWell = answer !== undefined && 'health' in answer
  return {
    title: environment,
    aside: `${resources.length} resources`,
    rows: [
      {
        mark: isWell ? ('good' as const) : ('bad' as const),
        label: isWell ? 'well' : 'not well',
        text: isWell ? `version ${answer.health.version}` : (answer?.trouble ?? 'it was not asked'),
      },
      { mark: site ? ('good' as const) : ('doubt' as const), label: 'address', text: site ?? 'none yet' },
      ...history.slice(0, shown).map((entry) => ({
        mark: 'good' as const,
        label: moment(entry.at),
        text: entryInWords(entry),
      })),
    ],
  }
}
