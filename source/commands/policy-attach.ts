import type { Notice } from '../engine/notice.ts'
import { exitCodes, UserError } from '../errors.ts'
import type { TargetNames } from '../permissions/resource-kinds.ts'
import type { Shape } from '../permissions/shape.ts'
import { type AttachmentWish, inspectAttachment, inWords, type Recipient } from '../services/aws/attachment.ts'
import { parsePrincipal } from '../services/aws/principal.ts'
import { identity } from '../steps/identity.ts'
import { need } from '../steps/need.ts'
import { attachmentPlan, attachmentWish, permissionsAttach } from '../steps/permissions-attach.ts'
import { permissionsTarget } from '../steps/permissions-target.ts'
import { shapeOf } from '../steps/shape.ts'
import type { Result, Runtime } from './command.ts'

/**
 * Makes the published policy a managed policy and attaches it to `--to`, or to whoever runs this. Shows
 * what it is going to write, and writes after a yes.
 */
export async function attachPolicy(
  { context, flags, perform }: Runtime,
  withBoundary: (settled: Shape) => Shape,
): Promise<Result> {
  await perform([{ steps: [identity] }])
  const target = permissionsTarget(context)
  const settled = await shapeOf(context, target.account)
  const shape = withBoundary(settled)
  const recipient = typeof flags.to === 'string' ? recipientFrom(flags.to) : callerOf(need(context, 'identity').arn)
  const wish = attachmentWish(target, shape, recipient)
  const facts = await inspectAttachment(await context.aws().iam(), wish)
  const plan = attachmentPlan(facts, wish)
  if (plan.length > 0) {
    await perform([{ notice: () => planNotice(plan, recipient, { target, settled, shape }) }])
    await perform([{ questions: ['approve'], steps: [permissionsAttach(wish)] }])
  }
  return attached(wish, { plan, surplus: facts.surplus, isDryRun: context.options.dryRun })
}

/** An environment whose settings name no boundary gets no role by a policy that demands one. */
export function unsettledBoundary(settled: Shape, { isAlwaysBounded, boundaries }: Shape): readonly string[] {
  return isAlwaysBounded && !settled.isAlwaysBounded
    ? [
        `Set permissions_boundary_arn = "${boundaries.join('" or "')}" in the tfvars file of every environment: without it no role can be made.`,
      ]
    : []
}

interface Planned {
  readonly target: TargetNames
  /** As the settings say. */
  readonly settled: Shape
  readonly shape: Shape
}

function planNotice(plan: readonly string[], recipient: Recipient, { target, settled, shape }: Planned): Notice {
  const { account, projectName } = target
  return {
    title: `What will be written to IAM, in account ${account}`,
    tone: 'warning',
    lines: [
      ...plan.map((line) => `- ${line}`),
      '',
      `From then on ${inWords(recipient)} may make, change and remove twins called ${projectName}.`,
      shape.isAlwaysBounded
        ? `Roles can only be made below the permissions boundary ${shape.boundaries.join(' or ')}.`
        : `Whoever may write the policies of roles ${projectName}-* and run code as them can reach more than the policy itself says; --boundary <arn> limits that.`,
      ...unsettledBoundary(settled, shape),
    ],
  }
}

function attached(
  { recipient, policies }: AttachmentWish,
  { plan, surplus, isDryRun }: { plan: readonly string[]; surplus: readonly string[]; isDryRun: boolean },
): Result {
  const isPending = isDryRun && plan.length > 0
  const names = policies.map(({ name }) => name)
  const detach = surplus.map(
    (name) => `- ${name} is attached from earlier and not needed any more; detach it in the console, or leave it.`,
  )
  const data = { recipient, policies: policies.map(({ name, arn }) => ({ name, arn })), plan, surplus }
  if (isPending) {
    return {
      data: { ...data, attached: false, changed: false, pending: true },
      exitCode: exitCodes.changesPending,
      notice: { title: 'Nothing was attached', lines: ['Run the same command without --dry-run to attach it.'] },
    }
  }
  const title =
    plan.length > 0 ? `Attached to ${inWords(recipient)}` : `Nothing to change: ${inWords(recipient)} has it`
  return {
    data: { ...data, attached: true, changed: plan.length > 0 },
    notice: { title, lines: [...names.map((name) => `- ${name}`), ...detach] },
  }
}

/** `user/NAME` or `role/NAME`, with or without a path, which IAM's own calls do without. */
function recipientFrom(text: string): Recipient {
  const [, kind, name] = /^(user|role)\/(?:[\w+=,.@/-]+\/)?([\w+=,.@-]{1,64})$/.exec(text) ?? []
  if (kind && name) return { kind: kind as Recipient['kind'], name }
  throw new UserError(
    'WRONG_USAGE',
    `“${text}” names nobody: --to wants user/NAME or role/NAME.`,
    ['twin policy --help'],
    exitCodes.usage,
  )
}

/** Whoever runs this. @throws UserError CANNOT_CARRY_POLICY for sessions that have no policies of their own. */
function callerOf(arn: string): Recipient {
  const principal = parsePrincipal(arn)
  if (principal.kind === 'user' || principal.kind === 'role') return { kind: principal.kind, name: principal.name }
  throw new UserError(
    'CANNOT_CARRY_POLICY',
    principal.kind === 'sso-role'
      ? `IAM Identity Center manages your role: nobody can attach a policy to it. The permission set ${principal.permissionSet} has to name it.`
      : `${arn} is a session that carries no policies of its own.`,
    [
      principal.kind === 'sso-role'
        ? `Have an administrator add the policy to the permission set ${principal.permissionSet}, as a customer managed policy, and provision it again.`
        : 'twin policy --attach --to user/<name>   # or role/<name>',
      'twin policy   # its text',
    ],
  )
}
