import { type IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam'
import type { Principal } from './principal.ts'
import { allPages, Inquiry } from './principal-inquiry.ts'

export interface AccessKeyReading {
  /** The last four characters of the key's id, as the console shows it to tell keys apart. */
  readonly ending: string
  /** When it was made; undefined when IAM does not say. */
  readonly created?: Date
  readonly isActive: boolean
  /** It signed this very question. */
  readonly isInUse: boolean
}

export type AccessKeysReading =
  | { readonly state: 'known'; readonly keys: readonly AccessKeyReading[] }
  /** A session of a role or a federated user: its keys end by themselves. */
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly because: string }

/**
 * The long-lived access keys of the user who asks. Writes nothing, needs `iam:ListAccessKeys` on the
 * user; a refusal is an answer ("unknown").
 * @throws when the credentials do not work at all, or AWS cannot be reached.
 */
export async function readAccessKeys(client: IAMClient, principal: Principal): Promise<AccessKeysReading> {
  if (principal.kind !== 'user' && principal.kind !== 'root') return { state: 'none' }
  // Without a name IAM means the owner of the key that signed; root has no name.
  const owner = principal.kind === 'user' ? { UserName: principal.name } : {}
  const asked = { action: 'iam:ListAccessKeys', resource: principal.arn }
  const [answer, { accessKeyId, sessionToken }] = await Promise.all([
    new Inquiry().ask(asked, () =>
      allPages(
        (Marker) => client.send(new ListAccessKeysCommand({ ...owner, Marker })),
        (page) => page.AccessKeyMetadata,
      ),
    ),
    client.config.credentials(),
  ])
  if ('problem' in answer) return { state: 'unknown', because: answer.problem }
  const keys = answer.value.map(({ AccessKeyId = '', CreateDate, Status }) => ({
    ending: AccessKeyId.slice(-4),
    ...(CreateDate ? { created: CreateDate } : {}),
    isActive: Status === 'Active',
    // A session of the user (GetSessionToken) has an id of its own.
    isInUse: !sessionToken && AccessKeyId === accessKeyId,
  }))
  return { state: 'known', keys }
}

const day = 24 * 60 * 60 * 1000

/** Whole days since the key was made; undefined when that is not known. */
export const ageInDays = ({ created }: AccessKeyReading, now: Date): number | undefined =>
  created && Math.max(0, Math.floor((now.getTime() - created.getTime()) / day))
