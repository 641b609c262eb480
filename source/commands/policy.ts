import { partitionOf } from '../names.ts'
import { leastPrivilegePolicy } from '../permissions/least-privilege.ts'
import { readIdentity } from '../services/aws/identity.ts'
import type { Command } from './command.ts'

/** Prints the least-privilege policy for these answers, ready to paste. */
export const policy: Command = {
  run: async ({ context }) => {
    const { account } = await readIdentity(await context.aws().sts(), context.signal)
    const region = context.answers.get('region')
    const document = leastPrivilegePolicy({
      projectName: context.answers.get('projectName'),
      region,
      account,
      partition: partitionOf(region),
    })
    return { data: { policy: document }, text: JSON.stringify(document, null, 2) }
  },
}
