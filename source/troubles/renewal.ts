import type { CredentialsInUse, Facts } from './trouble.ts'
import { goOn } from './words.ts'

const keyVariables = 'AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN'

const named = ({ profile }: CredentialsInUse) => (profile ? ` --profile ${profile}` : '')

/** How credentials that have run out are renewed: the way they were got. */
export function renewal({ credentials }: Facts): readonly string[] {
  switch (credentials?.from) {
    case 'sso':
      return [`aws sso login${named(credentials)}`, goOn]
    case 'login':
      return [`aws login${named(credentials)}`, goOn]
    case 'environment':
      return [
        `unset ${keyVariables}   # these variables hold what has expired`,
        'Then export new ones, or sign in, for example with aws sso login or aws configure.',
        goOn,
      ]
    case 'keys':
      return [
        `aws configure${named(credentials)}   # enters a new access key`,
        `aws configure set aws_session_token ""${named(credentials)}   # ends the old token; give the new one, if there is one`,
        goOn,
      ]
    case 'process':
      return [`Sign in with the program that${profileWords(credentials)} calls as credential_process.`, goOn]
    default:
      return ['aws sso login   # or aws configure, or renew them the way you got them', goOn]
  }
}

/** How credentials that AWS does not know are replaced. */
export function replacement({ credentials }: Facts): readonly string[] {
  const check = 'aws configure list   # shows which ones are used'
  const region =
    'In a region that your account has not enabled AWS says the same of good credentials: try another --region.'
  switch (credentials?.from) {
    case 'environment':
      return [check, `unset ${keyVariables}   # these variables hold them`, 'aws configure   # enters new ones', region]
    case 'sso':
    case 'login':
      return [check, ...renewal({ credentials }), region]
    default:
      return [
        check,
        `aws configure${credentials ? named(credentials) : ''}   # enters new ones`,
        'Or choose another profile: --profile <name>',
        region,
      ]
  }
}

/** How somebody without any credentials gets some. */
export function firstSignIn({ credentials, text = '' }: Facts): readonly string[] {
  const profile = credentials ? named(credentials) : ''
  return [
    ...(/profile/i.test(text) ? ['aws configure list-profiles   # shows the profiles there are'] : []),
    `aws configure sso${profile}   # or, with an access key: aws configure${profile}`,
    'Or name a profile: --profile <name>',
    'create-digital-twin --rehearse   # shows everything first, without an account',
  ]
}

const profileWords = ({ profile }: CredentialsInUse) => (profile ? ` the profile ${profile}` : ' your profile')
