import type { Context } from '../context.ts'
import { need } from '../steps/need.ts'
import { permissionsAttach } from '../steps/permissions-attach.ts'
import { leastPrivilegeFiles } from '../steps/permissions-file.ts'
import { adviceFor, missingOnScreen, missingSections } from '../steps/permissions-missing.ts'
import { attachOffer, type Offer, offerInWords } from '../steps/permissions-offer.ts'
import type { Remedy, RemedyChoice } from './act.ts'

/** What a person may do when permissions are missing: have them attached, in one way or another, or go on. */
export const permissionRemedies: readonly Remedy[] = [
  {
    codes: ['PERMISSIONS_MISSING'],
    message: 'How do you want to go on?',
    shown: (problem, context) => missingOnScreen(problem, need(context, 'permissions')),
    choices: async (context) => {
      const offer = attachOffer(need(context, 'permissions'))
      return [...(offer ? [attachNow(offer)] : []), askAnAdministrator, saveFile, listAll, checkAgain, goOnAnyway]
    },
  },
]

const attachNow = (offer: Offer): RemedyChoice => ({
  label: 'Attach the policy now',
  hint: 'writes to IAM',
  apply: async (context, { show, confirm, perform }) => {
    show({ title: 'Attach the policy', lines: await offerInWords(context, offer), tone: 'warning' })
    if (!(await confirm('Make and attach it?'))) return 'ask again'
    await perform([permissionsAttach(offer.wish)])
    return 'look again'
  },
})

const askAnAdministrator: RemedyChoice = {
  label: 'Ask an administrator',
  hint: 'link and commands',
  apply: async (context, { show }) => {
    const { attach, commands, consoleLink, notes } = adviceFor(need(context, 'permissions'))
    show({
      title: 'For an administrator of the account',
      lines: [
        ...(attach ? ['With this program, by an administrator:', `- ${attach}`, ''] : []),
        'With the aws command line:',
        ...commands.map((command) => `- ${command}`),
        '',
        'In the console, with the text of the policy file:',
        `- ${consoleLink}`,
        ...filesOf(context).map((file) => `- ${file}`),
        '',
        ...notes,
      ],
    })
    return 'ask again'
  },
}

const saveFile: RemedyChoice = {
  label: 'Save the policy',
  hint: 'to a file of yours',
  apply: async (context, { text, show }) => {
    const path = await text('Save it as', (value) => (value === '' ? 'A name is needed.' : undefined))
    const { target, policyShape } = need(context, 'permissions')
    const files = await leastPrivilegeFiles(target, policyShape, path)
    show({ title: 'The policy is written', lines: files.map((file) => `- ${file}`) })
    return 'ask again'
  },
}

const listAll: RemedyChoice = {
  label: 'List every action',
  hint: 'and why',
  apply: async (context, { show }) => {
    const sections = missingSections(need(context, 'permissions'), true)
    show({ title: 'Missing or in doubt', lines: [], sections })
    return 'ask again'
  },
}

const checkAgain: RemedyChoice = {
  label: 'Check again',
  hint: 'once it is attached',
  apply: async () => 'look again',
}

const goOnAnyway: RemedyChoice = {
  label: 'Go on anyway',
  hint: 'likely stops halfway',
  apply: async ({ found }) => {
    found.isGoingOnAnyway = true
    return 'look again'
  },
}

const filesOf = (context: Context) => need(context, 'permissions').policyFiles
