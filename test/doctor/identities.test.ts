import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CheckDocument, FindingDocument } from '../../source/commands/diagnosis.ts'
import { readRequests } from '../../source/rehearsal/control-client.ts'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { named, writesIn } from '../end-to-end/support/requests.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { type IdentityKind, identityKinds, publishPolicy, target } from '../permissions/identity-kinds.ts'
import { administrate, type Key } from '../rehearsal/support/account-admin.ts'
import { openTestAccount, type TestAccount } from '../rehearsal/support/open-account.ts'

/** Every kind of identity that people come with, set up as an administrator would, before the built doctor. */
const program = installProgram()
const world = createWorld(program)

let account: TestAccount
let admin: ReturnType<typeof administrate>
let published: string
/** One line for each identity, printed when all have been looked at. */
const table: string[] = []

beforeAll(async () => {
  account = await openTestAccount()
  admin = administrate(account)
  published = await publishPolicy({ admin })
}, 60_000)
afterAll(async () => {
  console.log([`${'identity'.padEnd(56)} denied unknown requests writes  finding`, ...table].join('\n'))
  await account.close()
  await world.end()
})

interface Named {
  readonly action: string
  readonly verdict: string
  readonly because: string
}

/** What `twin doctor` says with nothing but an environment to go by. */
async function examine({ accessKeyId, secretAccessKey, sessionToken }: Key) {
  const env = {
    AWS_ENDPOINT_URL: account.record.endpoint,
    AWS_REGION: target.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  }
  const before = (await readRequests(account.record)).length
  const args = ['doctor', '--only', 'permissions', '--json', '--project-name', target.projectName]
  const { stdout, stderr } = await world.run(args, { env })
  const requests = (await readRequests(account.record)).slice(before)
  expect(stdout, stderr).not.toBe('')
  const { checks } = JSON.parse(stdout) as { checks: readonly CheckDocument[] }
  const findings = checks.flatMap((check) => check.findings)
  const actionsOf = ({ details }: FindingDocument) => (details?.actions ?? []) as readonly Named[]
  return { requests, findings, actions: findings.flatMap(actionsOf) }
}

const worstFirst = ['denied', 'unknown', 'allowed']

/** Those whom the doctor says in an error that they cannot deploy. */
const cannotDeploy: readonly IdentityKind['outcome'][] = ['insufficient', 'blind']

test.each(identityKinds)('$name', { timeout: 60_000 }, async (kind) => {
  const { requests, findings, actions } = await examine(await kind.setUp({ account, admin, published }))
  const count = (wanted: string) => actions.filter(({ verdict }) => verdict === wanted).length
  const [worst] = findings.map(({ severity, code }) => `${severity} ${code}`)
  const numbers = [count('denied'), count('unknown'), requests.length, writesIn(requests).length]
  const widths = [7, 8, 9, 7]
  const columns = numbers.map((number, index) => String(number).padStart(widths[index] ?? 0)).join('')
  table.push(`${kind.name.padEnd(56)}${columns}  ${worst ?? 'none'}`)

  expect(requests.length).toBeGreaterThan(0)
  expect(named(writesIn(requests))).toEqual([])
  expect(findings.some(({ severity }) => severity === 'error')).toBe(cannotDeploy.includes(kind.outcome))
  if (kind.outcome === 'uncertain') expect(findings.map(({ code }) => code)).toContain('PERMISSIONS_UNKNOWN')
  for (const [action, [verdict, policy]] of Object.entries(kind.expected)) {
    // An action may be named for several kinds of things: the worst of them is meant; what is allowed is not named.
    const found = actions.filter((each) => each.action === action)
    const decided = worstFirst.map((word) => found.find((each) => each.verdict === word)).find((each) => each)
    expect([action, decided?.verdict ?? 'allowed']).toEqual([action, verdict])
    if (policy && verdict === 'denied') expect(decided?.because).toContain(policy)
  }
})
