import { readIdentity } from '../services/aws/identity.ts'
import type { Command } from './command.ts'
import { publishedPolicy } from './published-policy.ts'

/** Prints the least-privilege policy for these answers, ready to paste. */
export const policy: Command = {
  run: async ({ context }) => {
    const { account } = await readIdentity(await context.aws().sts(), context.signal)
    const document = await publishedPolicy(context, account)
    return { data: { policy: document }, text: JSON.stringify(document, null, 2) }
  },
}
