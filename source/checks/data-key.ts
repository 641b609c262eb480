import type { Context } from '../context.ts'
import { type Finding, findingFrom } from '../engine/finding.ts'
import { UserError } from '../errors.ts'
import { parseDataKey } from '../services/data/age/data-key.ts'
import { type FoundKey, recipientsOf } from '../services/data/key-file.ts'
import { readRecipients } from '../services/data/recipients-file.ts'
import { keyOf } from '../steps/data-access.ts'

export interface KeyLook {
  /** `DATA_KEY` or a file; absent without a key. */
  readonly from?: string
  /** Nothing that keeps the data from being opened today: who reads it finds that. */
  readonly findings: readonly Finding[]
}

/** Will the key open what the next push encrypts? A key that cannot be read is found by whoever opens the data. */
export async function keyFindings(context: Context): Promise<KeyLook> {
  const key = await ifUsable(keyOf(context))
  const parsed = key && (await ifUsable(parseDataKey(key.text)))
  if (!key || !parsed) return { ...(key ? { from: key.from } : {}), findings: [] }
  try {
    const named = await readRecipients(context.paths().data)
    const own = await recipientsOf(parsed)
    const isNamed = !named || named.some((recipient) => own.includes(recipient))
    return { from: key.from, findings: isNamed ? [] : [lockedOut(key, parsed.kind === 'passphrase')] }
  } catch (problem) {
    if (!(problem instanceof UserError)) throw problem
    return { from: key.from, findings: [findingFrom(problem, { severity: 'warning' })] }
  }
}

async function ifUsable<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch (problem) {
    if (problem instanceof UserError) return undefined
    throw problem
  }
}

const lockedOut = ({ from }: FoundKey, isPassphrase: boolean): Finding => ({
  code: 'DATA_KEY_LOCKED_OUT',
  severity: 'warning',
  message: `The key in ${from} is not among the recipients in backend/data/recipients.txt. What is pushed next, it cannot open.`,
  mend: isPassphrase
    ? [
        'unset DATA_KEY   # a passphrase is nobody’s recipient: twin data init then makes a key, and twin data rekey uses it',
      ]
    : ['twin data init   # names its recipient there', 'twin data rekey   # for what lies in the private repository'],
})
