import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import type { Finding } from '../engine/finding.ts'
import { type AccessKeyReading, ageInDays, readAccessKeys } from '../services/aws/access-keys.ts'
import { parsePrincipal } from '../services/aws/principal.ts'
import { need } from '../steps/need.ts'

/** AWS asks for a new key after this many days (Security Hub control IAM.3). */
const oldest = 90

/** How old is the access key in use, and are there others that nobody needs? */
export const accessKeys: Check<Context> = {
  id: 'access-keys',
  title: 'Access keys',
  needs: ['identity'],
  inspect: async (context) => {
    const principal = parsePrincipal(need(context, 'identity').arn)
    const reading = await readAccessKeys(await context.aws().iam(), principal)
    if (reading.state === 'none') return well('a session; it has no key that grows old')
    if (reading.state === 'unknown') return well(`you may not see them: ${reading.because}`)
    const now = new Date()
    const old = reading.keys.filter((key) => key.isActive && (ageInDays(key, now) ?? 0) > oldest)
    const user = principal.kind === 'user' ? principal.name : ''
    const ages = reading.keys.map((key) => describe(key, now)).join(' · ')
    return { ...well(ages || 'none'), findings: old.map((key) => oldKey(key, user, now)) }
  },
}

const describe = (key: AccessKeyReading, now: Date) =>
  `…${key.ending}, ${ageInDays(key, now) ?? '?'} days old${key.isActive ? '' : ', switched off'}${key.isInUse ? ', in use' : ''}`

const oldKey = (key: AccessKeyReading, user: string, now: Date): Finding => ({
  code: 'ACCESS_KEY_OLD',
  severity: 'warning',
  message: `The access key …${key.ending} is ${ageInDays(key, now)} days old. The longer a key is about, the more places it lies in.`,
  mend: [`aws iam create-access-key${user && ` --user-name ${user}`}   # then aws configure, and delete the old one`],
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
})
