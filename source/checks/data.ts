import type { Context } from '../context.ts'
import type { Check } from '../engine/check.ts'
import { type Finding, findingFrom } from '../engine/finding.ts'
import { UserError } from '../errors.ts'
import { countSpots } from '../services/data/public-lint/lint-files.ts'
import type { PrivateSpot } from '../services/data/public-lint/private-spot.ts'
import { data as step } from '../steps/data.ts'
import { keyFindings } from './data-key.ts'
import { checkFrom } from './from-step.ts'
import { inProject } from './in-project.ts'

const check = checkFrom(step, { needs: ['project'] })

/** Is there something to tell the twin, can it be opened, and is it meant for everybody? */
export const data: Check<Context> = inProject({
  ...check,
  inspect: async (context, report) => {
    const { answers, found } = context
    const isPrivate = answers.get('dataSource') === 'private'
    if (isPrivate && answers.find('privateRepo') === undefined)
      return { detail: '', findings: [findingFrom(nowhere())] }
    const key = isPrivate ? await keyFindings(context) : { findings: [] }
    try {
      const { detail, findings } = await check.inspect(context, report)
      const words = key.from ? [`key from ${key.from}`] : []
      return {
        detail: [detail, ...words].join(' · '),
        findings: [...findings, ...key.findings, ...spotFindings(found.data?.privateSpots)],
      }
    } catch (problem) {
      if (!(problem instanceof UserError) || !isMendedByHand(problem.code)) throw problem
      const evidence = key.from ? { evidence: [`the key comes from ${key.from}`] } : {}
      return { detail: '', findings: [findingFrom(problem, evidence), ...key.findings] }
    }
  },
})

/** Damaged or missing data, a key, a token, an address: looked at and found wanting. */
const byHand = /^(DATA|PRIVATE|GIT|GITHUB_API|TOOL_GIT)_/
/** Of those, what says nothing about this twin: the server did not answer as it should. */
const passing: ReadonlySet<string> = new Set(['GIT_SERVER_FAILED', 'GIT_FAILED'])

/** Network trouble is none of these: there the check could not look. */
const isMendedByHand = (code: string) => byHand.test(code) && !passing.has(code)

const nowhere = () =>
  new UserError('PRIVATE_REPO_INVALID', 'The data is to come from a private repository, and none is named.', [
    'twin data check --private-repo owner/name',
    'twin deploy --use-local   # takes what is in backend/data instead',
  ])

const mostSpots = 20

function spotFindings(spots: readonly PrivateSpot[] = []): readonly Finding[] {
  if (spots.length === 0) return []
  const places = spots.slice(0, mostSpots).map(({ path, line, kind, masked }) => `${path}:${line} ${kind} ${masked}`)
  const more = spots.length - places.length
  return [
    {
      code: 'DATA_LOOKS_PRIVATE',
      severity: 'warning',
      message: `What the twin knows looks private in places: ${countSpots(spots)}. Every visitor can ask for it.`,
      evidence: [...places, ...(more > 0 ? [`and ${more} more`] : [])],
      mend: [
        'twin data check   # the words for backend/data/public.txt, where something is meant for everybody',
        'Take out of the texts what is not, and deploy again.',
      ],
    },
  ]
}
