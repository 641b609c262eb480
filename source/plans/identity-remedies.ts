import type { Context } from '../context.ts'
import { adoptProfile } from '../services/aws/adopt-profile.ts'
import { listProfiles, type Profile, saveAccessKey } from '../services/aws/profiles.ts'
import { run } from '../services/shell.ts'
import type { Remedy, RemedyChoice } from './act.ts'

/** The ways to credentials: a profile that is there, a new sign-in, or a key typed in now. */
export const identityRemedies: readonly Remedy[] = [
  {
    codes: ['CREDENTIALS_MISSING', 'CREDENTIALS_EXPIRED', 'CREDENTIALS_INVALID', 'ROOT_REFUSED'],
    message: 'Which credentials shall be used?',
    choices: async () => {
      const profiles = await listProfiles()
      return [
        ...profiles.map(useProfile),
        ...profiles.filter(({ isSso }) => isSso).map(signIn),
        { label: 'Enter an access key', hint: 'kept in AWS’s own file, readable by you alone', apply: enterKey },
      ]
    },
  },
]

const useProfile = ({ name }: Profile): RemedyChoice => ({
  label: `Profile ${name}`,
  apply: async (context) => adopt(context, name),
})

const signIn = ({ name }: Profile): RemedyChoice => ({
  label: `Sign in again as ${name}`,
  hint: 'opens the browser',
  apply: async (context) => {
    await run(['aws', 'sso', 'login', '--profile', name], { env: context.env, signal: context.signal })
    adopt(context, name)
  },
})

const enterKey: RemedyChoice['apply'] = async (context, { text, secret }) => {
  const accessKeyId = await text('Access key ID', (value) =>
    /^A[KS]IA[A-Z0-9]{12,}$/.test(value) ? undefined : 'It looks like AKIA and 16 more letters and digits.',
  )
  const secretAccessKey = await secret('Secret access key')
  adopt(context, await saveAccessKey(context.env, 'twin', { accessKeyId, secretAccessKey }))
}

function adopt(context: Context, profile: string): void {
  adoptProfile(context.env, profile)
  context.forgetCredentials()
}
