import { partName } from './policy-size.ts'
import { plainShape, type Shape } from './shape.ts'

/** Who is to get the policy; the wording of the command depends on it. */
export type Recipient =
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'role'; readonly name: string }
  | { readonly kind: 'sso-role'; readonly permissionSet: string }
  | { readonly kind: 'other' }

export interface AdviceInput {
  readonly recipient: Recipient
  readonly account: string
  readonly partition: string
  readonly region: string
  readonly policyName: string
  /** Where the policy was written; more than one when it had to be split. */
  readonly files: readonly string[]
  readonly projectName: string
  /** What the policy covers. */
  readonly shape?: Shape
  /** ARNs of the policies that the recipient is known to have; these get a new version. */
  readonly attached?: readonly string[]
}

export interface AdminAdvice {
  /** The page of the console on which a policy is pasted. */
  readonly consoleLink: string
  /** Our own command, which does all of it at once, whatever is there already. */
  readonly attach?: string
  /** The same with the aws command line alone, in order. */
  readonly commands: readonly string[]
  /** What an administrator should know before saying yes. */
  readonly notes: readonly string[]
}

const consoleHosts: Readonly<Record<string, string>> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
}

/** Wraps a word for a POSIX shell when it needs it. */
const quoted = (word: string) => (/^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

function attachCommand(recipient: Recipient, arn: string): string | undefined {
  if (recipient.kind === 'user') {
    return `aws iam attach-user-policy --user-name ${quoted(recipient.name)} --policy-arn ${arn}`
  }
  if (recipient.kind === 'role') {
    return `aws iam attach-role-policy --role-name ${quoted(recipient.name)} --policy-arn ${arn}`
  }
  return undefined
}

/** An administrator need not have the project at hand, so the command says what the project knows. */
function attachForThem({ recipient, projectName, region, shape = plainShape }: AdviceInput): string | undefined {
  const boundary = boundaryFlag(shape)
  if (boundary === undefined || (recipient.kind !== 'user' && recipient.kind !== 'role')) return undefined
  const to = `--to ${recipient.kind}/${quoted(recipient.name)}`
  return `twin policy --attach ${to} --project-name ${projectName} --region ${region}${boundary}`
}

/** What says that shape where there is no project; undefined when only the project's files can. */
function boundaryFlag({ options, boundaries, isAlwaysBounded }: Shape): string | undefined {
  if (options.some((option) => option !== 'boundary')) return undefined
  const [boundary, ...others] = boundaries
  if (boundary === undefined) return ''
  return isAlwaysBounded && others.length === 0 ? ` --boundary ${quoted(boundary)}` : undefined
}

function recipientNotes(recipient: Recipient, policies: string): readonly string[] {
  if (recipient.kind === 'sso-role') {
    return [
      `The identity comes from IAM Identity Center: its role cannot be changed by hand. Add ${policies} as a customer managed policy to the permission set ${recipient.permissionSet}, and provision it again.`,
    ]
  }
  return recipient.kind === 'other'
    ? [
        `Attach ${policies} to the IAM user or role that the deployment will use; this identity cannot carry a policy itself.`,
      ]
    : []
}

/** What to hand to an administrator, so that the missing permissions come about. Holds no secret. */
export function adminAdvice(input: AdviceInput): AdminAdvice {
  const { recipient, account, partition, policyName, files, projectName, shape = plainShape, attached = [] } = input
  const names = files.map((_, index) => partName(policyName, index))
  const arnOf = (name: string) => `arn:${partition}:iam::${account}:policy/${name}`
  const attach = attachForThem(input)
  return {
    ...(attach ? { attach } : {}),
    consoleLink: `https://${consoleHosts[partition] ?? 'console.aws.amazon.com'}/iam/home#/policies/create`,
    commands: [
      ...names.map((name, index) => {
        const document = `--policy-document ${quoted(`file://${files[index]}`)}`
        return attached.includes(arnOf(name))
          ? `aws iam create-policy-version --policy-arn ${arnOf(name)} ${document} --set-as-default`
          : `aws iam create-policy --policy-name ${name} ${document}`
      }),
      ...names
        .map(arnOf)
        .filter((arn) => !attached.includes(arn))
        .map((arn) => attachCommand(recipient, arn))
        .filter((line) => line !== undefined),
    ],
    notes: [
      ...recipientNotes(recipient, names.join(' and ')),
      ...(shape.isAlwaysBounded ? [] : escalation(projectName)),
    ],
  }
}

const escalation = (projectName: string): readonly string[] => [
  `Whoever holds this policy may write the policy of roles named ${projectName}-* and run code as them, and so reach more than the policy itself says.`,
  'To rule that out, give those roles a permissions boundary: permissions_boundary_arn in the tfvars files, and the policy that twin policy --boundary <arn> prints.',
]
