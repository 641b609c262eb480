/**
 * All actions of the table against the policies of a file, in a process of their own: code that has not
 * run yet, as it is in doctor. Prints milliseconds: of processor time, the engine's own threads included, for
 * parsing the documents, for reading and judging them, and for judging them once more; and how long one waits.
 */
import { readFileSync } from 'node:fs'
import { neededActions } from '../../source/permissions/needed-actions.ts'
import { readPolicyDocument } from '../../source/permissions/policy-document.ts'
import { requestContext } from '../../source/permissions/request-context.ts'
import { verdictsFor } from '../../source/permissions/verdicts.ts'

const region = 'eu-central-1'
const account = '123456789012'
const names = { projectName: 'digital-twin', environment: 'dev', region, account, partition: 'aws' }
const needed = neededActions(names, ['bootstrap', 'deploy', 'teardown', 'inspection', 'bedrock'])
const texts = Object.entries(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Record<string, string>)
const context = requestContext({ principalArn: `arn:aws:iam::${account}:user/ann`, account, region, userName: 'ann' })

function timed<T>(work: () => T) {
  const before = process.cpuUsage()
  const start = performance.now()
  const result = work()
  const waited = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  return { result, waited, milliseconds: (user + system) / 1000 }
}

const parse = timed(() => texts.map(([, text]) => JSON.parse(text) as unknown))
const first = timed(() => {
  const policies = texts.map(([name, text]) => {
    const read = readPolicyDocument(text)
    return 'document' in read ? { name, document: read.document } : { name, unreadable: read.problem }
  })
  return { policies, verdicts: verdictsFor(needed, { policies, context }) }
})
const again = timed(() => verdictsFor(needed, { policies: first.result.policies, context }))
console.log(
  JSON.stringify({
    parse: parse.milliseconds,
    first: first.milliseconds,
    waited: first.waited,
    again: again.milliseconds,
    actions: needed.length,
    requests: needed.reduce((sum, { resources }) => sum + resources.length, 0),
    allowed: first.result.verdicts.filter(({ verdict }) => verdict === 'allowed').length,
  }),
)
