import { UserError } from '../../errors.ts'
import type { Recipient } from './attachment.ts'
import { explainAwsError } from './errors.ts'

export interface Attempt {
  /** What was being done, to follow "while". */
  readonly doing: string
  readonly name: string
  /** What had been done before, in clauses. */
  readonly done: readonly string[]
  readonly recipient: Recipient
}

interface Explanation {
  readonly names: RegExp
  readonly when?: RegExp
  readonly explain: (attempt: Attempt, message: string) => UserError
}

const stillUndone = ({ done }: Attempt) =>
  done.length === 0 ? 'Nothing was changed.' : `Done before: ${done.join(', ')}. Running it again goes on from there.`

const again = ({ recipient }: Attempt) => `twin policy --attach --to ${recipient.kind}/${recipient.name}`

/** First match wins. Limits are those of the IAM user guide, "IAM and AWS STS quotas". */
const explanations: readonly Explanation[] = [
  {
    names: /^AccessDenied(Exception)?$/,
    explain: (attempt, message) =>
      new UserError('ATTACHING_REFUSED', `AWS refused ${attempt.doing}: ${message} ${stillUndone(attempt)}`, [
        `${again(attempt)} --profile <administrator>   # as somebody who may`,
      ]),
  },
  {
    names: /^LimitExceeded(Exception)?$/,
    when: /^attaching/,
    explain: (attempt) =>
      new UserError(
        'POLICY_LIMIT_REACHED',
        `The ${attempt.recipient.kind} ${attempt.recipient.name} carries as many managed policies as this account allows (10, unless the quota was raised). ${stillUndone(attempt)}`,
        [
          `aws iam list-attached-${attempt.recipient.kind}-policies --${attempt.recipient.kind}-name ${attempt.recipient.name}   # detach one that is not needed`,
          again(attempt),
        ],
      ),
  },
  {
    names: /^LimitExceeded(Exception)?$/,
    explain: (attempt, message) =>
      new UserError('POLICY_LIMIT_REACHED', `IAM has no room, ${attempt.doing}: ${message} ${stillUndone(attempt)}`, [
        'aws iam list-policies --scope Local   # delete one that is not needed',
        again(attempt),
      ]),
  },
  {
    names: /^EntityAlreadyExists(Exception)?$/,
    explain: (attempt) =>
      new UserError(
        'POLICY_NAME_TAKEN',
        `There is a policy called ${attempt.name} already, below a path of its own, so it is not ours to change. ${stillUndone(attempt)}`,
        [
          `aws iam list-policies --scope Local --query "Policies[?PolicyName=='${attempt.name}']"   # whose it is`,
          'twin policy --attach --project-name <another name>',
        ],
      ),
  },
  {
    names: /^UnmodifiableEntity(Exception)?$/,
    explain: (attempt) =>
      new UserError(
        'RECIPIENT_PROTECTED',
        `AWS itself manages the ${attempt.recipient.kind} ${attempt.recipient.name}, and lets nobody attach a policy to it. ${stillUndone(attempt)}`,
        ['twin policy --attach --to user/<name>   # an IAM user or a role of your own'],
      ),
  },
]

/** What stopped an attachment, and how far it had come. What is not about policies is explained as any AWS error. */
export function attachmentFailure(problem: unknown, attempt: Attempt): unknown {
  if (problem instanceof UserError || !(problem instanceof Error)) return problem
  const found = explanations.find(
    ({ names, when }) => names.test(problem.name) && (when === undefined || when.test(attempt.doing)),
  )
  const message = problem.message.split('\n')[0] ?? problem.message
  return found
    ? found.explain(attempt, /[.!]$/.test(message) ? message : `${message}.`)
    : explainAwsError(problem, attempt.doing)
}
