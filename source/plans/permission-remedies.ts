import type { Remedy } from './act.ts'

/** What a person may do when permissions are missing: have them attached and look again, or go on. */
export const permissionRemedies: readonly Remedy[] = [
  {
    codes: ['PERMISSIONS_MISSING'],
    message: 'How do you want to go on?',
    choices: async () => [
      { label: 'Check again', hint: 'after the policy was attached', apply: async () => undefined },
      {
        label: 'Go on anyway',
        hint: 'it will most likely stop halfway',
        apply: async ({ found }) => {
          found.isGoingOnAnyway = true
        },
      },
    ],
  },
]
