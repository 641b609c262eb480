import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { policyName } from '../names.ts'
import { leastPrivilegePolicy } from '../permissions/least-privilege.ts'
import { managedPolicyLimit, minifiedLength, partName, splitPolicy } from '../permissions/policy-size.ts'
import type { PolicyNames } from '../permissions/resource-kinds.ts'
import type { Shape } from '../permissions/shape.ts'
import { attachPolicies } from '../services/aws/attach-policy.ts'
import {
  type AttachmentFacts,
  type AttachmentWish,
  inspectAttachment,
  inWords,
  type PolicyFacts,
  type Recipient,
} from '../services/aws/attachment.ts'
import { iamPatience, repeatUntil } from '../services/repeat-until.ts'

/** The published policy, in as many managed policies as its length needs, for one user or role. */
export function attachmentWish(names: PolicyNames, shape: Shape, recipient: Recipient): AttachmentWish {
  const stem = policyName(names.projectName)
  const policies = splitPolicy(leastPrivilegePolicy(names, shape)).map((document, index) => {
    const name = partName(stem, index)
    return { name, document, arn: `arn:${names.partition}:iam::${names.account}:policy/${name}` }
  })
  return { recipient, policies, stem }
}

const isComplete = ({ policies }: AttachmentFacts) =>
  policies.every(({ state, isAttached }) => state === 'same' && isAttached)

function sentencesFor({ wanted, state, isAttached, holders }: PolicyFacts, recipient: Recipient): readonly string[] {
  const { name, document } = wanted
  const size = `${minifiedLength(document).toLocaleString('en')} of ${managedPolicyLimit.toLocaleString('en')} characters`
  const others = holders - (isAttached ? 1 : 0)
  const reach = others === 0 ? '' : `, which ${others === 1 ? 'one other has' : `${others} others have`} too`
  return [
    ...(state === 'missing' ? [`Make the managed policy ${name} (${size}).`] : []),
    ...(state === 'other' ? [`Change the managed policy ${name}${reach}: a new version comes into force.`] : []),
    ...(isAttached ? [] : [`Attach ${name} to ${inWords(recipient)}.`]),
  ]
}

/** What attaching would write to IAM, in sentences; empty when it is all there. */
export const attachmentPlan = (facts: AttachmentFacts, { recipient }: AttachmentWish): readonly string[] =>
  facts.policies.flatMap((policy) => sentencesFor(policy, recipient))

/** Writes to IAM, so it stands in no plan by itself: somebody asked for it. */
export function permissionsAttach(wish: AttachmentWish): Step<Context, AttachmentFacts> {
  let hasWritten = false
  return {
    id: 'permissions-attach',
    title: 'Attach the policy',
    inspect: async (context, report) => {
      const iam = await context.aws().iam()
      const onWait = () => report('waiting until IAM shows the change')
      const patience = { ...iamPatience, looks: hasWritten ? iamPatience.looks : 1, signal: context.signal, onWait }
      return repeatUntil(() => inspectAttachment(iam, wish), isComplete, patience)
    },
    assess: (facts) =>
      isComplete(facts)
        ? {
            status: 'satisfied',
            detail: `${wish.policies.map(({ name }) => name).join(', ')} on ${inWords(wish.recipient)}`,
          }
        : { status: 'missing', plan: attachmentPlan(facts, wish) },
    apply: async (context, facts, report) => {
      // Whoever waits for the permissions from here on knows that they may take a moment.
      context.found.hasAttached = true
      hasWritten = true
      await attachPolicies(await context.aws().iam(), wish, facts, report)
    },
  }
}
