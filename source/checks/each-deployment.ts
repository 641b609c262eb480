import type { Context } from '../context.ts'
import { type Check, skipped } from '../engine/check.ts'
import type { Finding } from '../engine/finding.ts'
import type { Report } from '../engine/step.ts'
import type { Deployment } from '../found.ts'
import { need } from '../steps/need.ts'

/** What one environment was found to be: nothing to tell, or a word about it, and what is wrong. */
export interface Look {
  /** A word on what is well; without it the environment is not mentioned. */
  readonly detail?: string
  readonly findings?: readonly Finding[]
}

interface DeploymentCheck extends Pick<Check<Context>, 'id' | 'title'> {
  readonly needs?: readonly string[]
  look(deployment: Deployment, context: Context, report: Report): Promise<Look>
}

/** A check of every environment that stands, side by side; a finding tells which one it is of. */
export const checkDeployments = ({ id, title, needs = [], look }: DeploymentCheck): Check<Context> => ({
  id,
  title,
  needs: ['deployments', ...needs],
  inspect: async (context, report) => {
    const deployments = need(context, 'deployments')
    if (deployments.length === 0) return skipped('nothing is deployed')
    const looks = await Promise.all(
      deployments.map(async (deployment) => ({
        environment: deployment.environment,
        ...(await look(deployment, context, report)),
      })),
    )
    const findings = looks.flatMap(({ environment, findings: found = [] }) =>
      found.map((finding) => ({ ...finding, details: { environment, ...finding.details } })),
    )
    const details = looks.flatMap(({ environment, detail }) => (detail ? [`${environment} ${detail}`] : []))
    if (details.length + findings.length === 0) return skipped('nothing to look at')
    return { detail: details.join(' · '), findings }
  },
})
