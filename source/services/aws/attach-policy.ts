import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  type IAMClient,
} from '@aws-sdk/client-iam'
import { repeatUntil } from '../repeat-until.ts'
import {
  type AttachmentFacts,
  type AttachmentWish,
  findPolicy,
  inWords,
  isGone,
  listVersions,
  type PolicyFacts,
  type Recipient,
  type WantedPolicy,
} from './attachment.ts'
import { attachmentFailure } from './attachment-failure.ts'

export type Told = (message: string) => void

/** Versions that a managed policy can have (IAM user guide, "IAM and AWS STS quotas"; not adjustable). */
const mostVersions = 5

const isCalled = (problem: unknown, name: string) =>
  problem instanceof Error && (problem.name === name || problem.name === `${name}Exception`)

/** Makes a policy. Where a lost answer left it made already, it is brought to what it shall say. */
async function makePolicy(iam: IAMClient, { name, arn, document }: WantedPolicy): Promise<void> {
  try {
    await iam.send(
      new CreatePolicyCommand({
        PolicyName: name,
        PolicyDocument: JSON.stringify(document),
        Description: 'What deploying, changing and removing a digital twin needs, and nothing else.',
      }),
    )
  } catch (problem) {
    // Names are unique whatever their path: one that is not at our ARN belongs to somebody else.
    if (!isCalled(problem, 'EntityAlreadyExists') || !(await findPolicy(iam, arn))) throw problem
    await changePolicy(iam, { arn, document })
  }
}

/** A new version in force; of five, the oldest that is not in force goes first. */
async function changePolicy(iam: IAMClient, { arn, document }: Pick<WantedPolicy, 'arn' | 'document'>): Promise<void> {
  const [policy, versions] = await Promise.all([findPolicy(iam, arn), listVersions(iam, arn)])
  const oldest = versions.find(({ VersionId }) => VersionId !== policy?.DefaultVersionId)
  if (versions.length >= mostVersions && oldest) {
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: oldest.VersionId }))
  }
  const PolicyDocument = JSON.stringify(document)
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument, SetAsDefault: true }))
}

const attachTo = (iam: IAMClient, { kind, name }: Recipient, PolicyArn: string): Promise<unknown> =>
  kind === 'user'
    ? iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }))
    : iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn }))

/** Attaches it, with patience for a policy that was made a moment ago and is not seen everywhere yet. */
async function attach(iam: IAMClient, recipient: Recipient, facts: PolicyFacts): Promise<void> {
  const { arn } = facts.wanted
  const attempt = () =>
    attachTo(iam, recipient, arn).then(
      () => undefined,
      (problem: unknown) => ({ problem }),
    )
  const looks = facts.state === 'missing' ? 8 : 1
  const failed = await repeatUntil(attempt, (failure) => !isGone(failure?.problem), { every: 1_000, looks })
  if (failed) throw failed.problem
}

/**
 * Brings about what is wished for, and writes only what is missing; safe to repeat after any interruption.
 * @param facts from `inspectAttachment`, a moment ago.
 * @throws UserError that says what had been done when it was refused or a limit was met.
 */
export async function attachPolicies(
  iam: IAMClient,
  { recipient }: AttachmentWish,
  facts: AttachmentFacts,
  tell: Told = () => undefined,
): Promise<void> {
  const done: string[] = []
  const step = async (doing: string, was: string, name: string, work: () => Promise<void>) => {
    tell(doing)
    try {
      await work()
    } catch (problem) {
      throw attachmentFailure(problem, { doing, name, done, recipient })
    }
    done.push(was)
  }
  for (const policy of facts.policies) {
    const { wanted, state, isAttached } = policy
    const { name } = wanted
    if (state === 'missing')
      await step(`making the policy ${name}`, `${name} was made`, name, () => makePolicy(iam, wanted))
    if (state === 'other')
      await step(`changing the policy ${name}`, `${name} was changed`, name, () => changePolicy(iam, wanted))
    if (!isAttached)
      await step(`attaching ${name} to ${inWords(recipient)}`, `${name} was attached`, name, () =>
        attach(iam, recipient, policy),
      )
  }
}
