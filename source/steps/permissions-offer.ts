import type { Context } from '../context.ts'
import type { FoundPermissions } from '../found.ts'
import { blockingFeatures } from '../permissions/assess-permissions.ts'
import { allowedAll, leftAfterAttaching, mayAttach } from '../permissions/attaching.ts'
import { neededActions } from '../permissions/needed-actions.ts'
import type { ActionVerdict } from '../permissions/verdicts.ts'
import { type AttachmentWish, inspectAttachment, inWords, type Recipient } from '../services/aws/attachment.ts'
import type { Principal } from '../services/aws/principal.ts'
import { withRequestedRegion } from '../services/aws/requested-region.ts'
import { need } from './need.ts'
import { attachmentPlan, attachmentWish } from './permissions-attach.ts'

export interface Offer {
  readonly wish: AttachmentWish
  /** What would stay denied all the same. */
  readonly left: readonly ActionVerdict[]
}

/** Only an IAM user and a role of one's own can carry a managed policy; the ARN with its path is IAM's. */
function carrierOf(principal: Principal, arn: string): { recipient: Recipient; arn: string } | undefined {
  if (principal.kind !== 'user' && principal.kind !== 'role') return undefined
  return { recipient: { kind: principal.kind, name: principal.name }, arn }
}

/**
 * Whether the caller may attach the policy to itself, by the policies it has: undefined when it may not, when
 * that is in doubt, and when nothing would be gained because a Deny or a boundary decides.
 */
export function attachOffer({
  principal,
  facts,
  target,
  shape,
  policyShape,
  assessment,
}: FoundPermissions): Offer | undefined {
  const carrier = carrierOf(principal, String(facts.context['aws:PrincipalArn']))
  if (!carrier) return undefined
  const wish = attachmentWish(target, policyShape, carrier.recipient)
  const policyArns = wish.policies.map(({ arn }) => arn)
  const { kind } = carrier.recipient
  if (!allowedAll(mayAttach({ kind, arn: carrier.arn, policyArns }, facts))) return undefined
  const needed = withRequestedRegion(neededActions(target, blockingFeatures, shape), target)
  const documents = wish.policies.map(({ document }) => document)
  const left = leftAfterAttaching(needed, facts, documents)
  return left.length < assessment.missing.length ? { wish, left } : undefined
}

/** What a person reads before deciding: what is written, on whom, and what follows from it. Reads IAM. */
export async function offerInWords(context: Context, { wish, left }: Offer): Promise<readonly string[]> {
  const { target, policyShape } = need(context, 'permissions')
  const plan = attachmentPlan(await inspectAttachment(await context.aws().iam(), wish), wish)
  const { recipient } = wish
  const { account, projectName } = target
  return [
    `This writes to IAM, in account ${account}:`,
    ...plan.map((sentence) => `- ${sentence}`),
    '',
    `- From then on ${inWords(recipient)}, which is who you are now, may make, change and remove twins called ${projectName}: their buckets, functions, APIs, log groups and roles, and any CloudFront distribution of the account.`,
    `- Whoever may write the policies of roles ${projectName}-* and run code as them can reach more than the policy itself says${policyShape.isAlwaysBounded ? ', up to the permissions boundary' : ''}.`,
    ...(left.length > 0
      ? [
          `- Still denied afterwards: ${left.map(({ action, because }) => `${action} (${because.replace(/\.$/, '')})`).join(', ')}.`,
        ]
      : []),
  ]
}
