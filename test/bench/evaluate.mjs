import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleRun } from './support/bundle-run.mjs'
import { cleanEnvironment, interleave, median, printCount, printRatio, timeProgram } from './support/measure.mjs'
import { emptyFolder } from './support/places.mjs'

/** As many as IAM attaches to one user at once (IAM user guide, "IAM and AWS STS quotas"). */
const chosen = [
  'AmazonSageMakerFullAccess',
  'AmazonVPCFullAccess',
  'DatabaseAdministrator',
  'NetworkAdministrator',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'SecurityAudit',
  'SupportUser',
  'SystemAdministrator',
  'ViewOnlyAccess',
]

/** AWS's own documents, out of the moto that is installed: nothing of them is kept here. */
const reader = `
import json, sys
from moto.iam.aws_managed_policies import aws_managed_policies_data
known = json.loads(aws_managed_policies_data)
print(json.dumps({name: json.dumps(known[name]["Document"], separators=(",", ":")) for name in sys.argv[1:]}))
`

function readManagedPolicies() {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', reader, ...chosen], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (status !== 0) throw new Error(`The policies come from moto, which python3 must find: ${stderr.slice(-500)}`)
  return stdout
}

/** Every action that a deployment needs against ten of AWS's managed policies, in a new process each time. */
export async function evaluate({ rounds = 25 }) {
  const policies = readManagedPolicies()
  const lengths = Object.values(JSON.parse(policies)).map(({ length }) => length)
  const file = join(emptyFolder('policies'), 'policies.json')
  writeFileSync(file, policies)
  const program = await bundleRun('evaluate-run.ts')
  let latest
  const taken = await interleave(rounds, {
    parse: async () => {
      const { output } = await timeProgram([process.execPath, program, file], { env: cleanEnvironment() })
      latest = JSON.parse(output)
      return latest.parse
    },
    first: () => latest.first,
    waited: () => latest.waited,
    again: () => latest.again,
  })
  printCount('policies', `${lengths.length}, of ${Math.min(...lengths)} to ${Math.max(...lengths)} characters`)
  printCount('actions on resources', `${latest.actions} on ${latest.requests}, ${latest.allowed} of them allowed`)
  const best = (name) =>
    `${median(taken[name]).toFixed(1)} ms (${Math.min(...taken[name]).toFixed(1)} to ${Math.max(...taken[name]).toFixed(1)})`
  printCount('all verdicts, documents read anew, code never run before: waited', best('waited'), 'under 50 ms')
  printCount('the same, processor time of all threads', best('first'))
  printCount('all verdicts once more', best('again'))
  printRatio('all verdicts / JSON.parse of the documents', taken, 'first', 'parse')
  printRatio('once more / JSON.parse of the documents', taken, 'again', 'parse')
}
