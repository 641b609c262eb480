import { questions } from '../answers/questions.ts'
import type { Source } from '../answers/resolve.ts'
import type { Context } from '../context.ts'
import type { Notice } from '../engine/notice.ts'
import { describeData } from '../services/data/describe-data.ts'
import { releaseInWords } from '../services/deployment/history.ts'
import type { PlanSummary } from '../services/terraform/plan-summary.ts'
import { planInWords } from '../services/terraform/plan-words.ts'
import { widerAccess } from '../services/terraform/wider-access.ts'
import { costInWords } from './plan-cost.ts'

const shown = ['environment', 'projectName', 'region', 'model', 'dataSource'] as const

const origins: Record<Source, string> = {
  flag: 'by flag',
  environment: 'from the environment',
  profile: 'from your AWS profile',
  saved: 'saved answer',
  default: 'default',
  answered: 'your answer',
}

/** What will be made, where every answer came from, and what it costs, right before the approval. */
export function planNotice(context: Context): Notice | undefined {
  const { answers, found } = context
  const summary = found.plan?.summary
  if (!summary?.hasChanges && !found.isFirstDeployment) return undefined
  const wider = found.plan ? widerAccess(found.plan.json) : []
  const { returnsTo } = found
  return {
    title: titleOf(summary),
    tone: summary?.losesData || wider.length > 0 ? 'warning' : 'calm',
    lines: [
      ...(returnsTo
        ? [`- Back to ${releaseInWords(returnsTo)}. Terraform’s files, settings and data stay as they lie here.`]
        : []),
      ...wider.map((line) => `- Wider access: ${line}`),
      ...(summary
        ? planInWords(summary).map((line) => `- ${line}`)
        : ['Everything is new. What it consists of is listed as it is made.']),
      '',
      ...(found.data ? describeData(found.data).map((line) => `- ${line}`) : []),
      '',
      ...shown.map((key) => `- ${label(key)}: ${answers.get(key)} (${origins[answers.source(key)]})`),
      `- Cost: ${costInWords(found.plan?.json ?? {})}`,
    ],
  }
}

const labels = {
  environment: 'Environment',
  projectName: 'Name in AWS',
  region: 'Region',
  model: 'Model',
  dataSource: 'Data',
}
const label = (key: keyof typeof labels) => labels[key] ?? questions[key].message

/** What people have put into it would go with something that is removed or made anew. */
export const losesData = ({ found }: Context) => found.plan?.summary.losesData ?? false

export const hasChanges = ({ found }: Context) => found.plan?.summary.hasChanges ?? false

function titleOf(summary: PlanSummary | undefined): string {
  if (summary?.losesData) return 'What will be changed; data will be lost'
  const isAllNew = !summary || summary.changes.every(({ kind }) => kind === 'create')
  return isAllNew ? 'What will be made' : 'What will be changed'
}
