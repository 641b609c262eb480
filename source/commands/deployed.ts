import type { Context } from '../context.ts'
import type { StepResult } from '../engine/run-steps.ts'
import { exitCodes } from '../errors.ts'
import { siteAddress } from '../services/site-address.ts'
import type { Result } from './command.ts'

/** How a deployment ends: the address, how to try it, what next; never the API's own address. */
export function deployed(context: Context, results: readonly StepResult[]): Result {
  const { answers, found, options, env } = context
  const steps = results.map(({ id, outcome, detail, plan }) => ({ id, outcome, detail, ...(plan ? { plan } : {}) }))
  const environment = answers.get('environment')
  if (options.dryRun) return planned(steps)

  const url = siteAddress(found.outputs?.domain ?? '', env)
  const isChanged = results.some(({ id, outcome }) => outcome === 'applied' && !localSteps.has(id))
  return {
    data: { environment, url, health: { ...found.health, checkedAt: found.healthAt }, changed: isChanged, steps },
    notice: {
      title: isChanged
        ? `Your twin (${environment}) is up`
        : `Nothing to change: your twin (${environment}) is up to date`,
      lines: [
        url,
        '',
        `- Talk to it: open ${url}`,
        `- Test it: curl ${url}/api/health`,
        `- Change something in ${nameOfFolder(context)}, then: twin deploy ${environment}${options.sameAccount}`,
        `- Remove it: twin destroy ${environment}${options.sameAccount}`,
        '- Watch the costs: https://console.aws.amazon.com/billing/home#/budgets',
      ],
    },
  }
}

/** Steps that change nothing of the twin. */
const localSteps = new Set(['project', 'settings', 'init', 'lease', 'record'])

function planned(steps: readonly { readonly outcome: string }[]): Result {
  const isPending = steps.some(({ outcome }) => outcome === 'planned')
  return {
    data: { dryRun: true, changed: false, pending: isPending, steps },
    exitCode: isPending ? exitCodes.changesPending : exitCodes.ok,
    notice: {
      title: isPending ? 'Changes are pending; none was made' : 'Nothing to change',
      lines: isPending ? ['Run the same command without --dry-run to make them.'] : [],
    },
  }
}

const nameOfFolder = (context: Context) =>
  context.answers.get('directory') === '.' ? 'this folder' : context.paths().root
