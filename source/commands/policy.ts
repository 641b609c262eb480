import { resolve } from 'node:path'
import { exitCodes, UserError } from '../errors.ts'
import { boundaryProblem } from '../permissions/boundary.ts'
import { leastPrivilegePolicy } from '../permissions/least-privilege.ts'
import type { PolicyDocument } from '../permissions/policy.ts'
import { managedPolicyLimit, minifiedLength, splitPolicy } from '../permissions/policy-size.ts'
import { boundedBy, type Shape } from '../permissions/shape.ts'
import { readIdentity } from '../services/aws/identity.ts'
import { writePolicyFiles } from '../services/policy-file.ts'
import { permissionsTarget } from '../steps/permissions-target.ts'
import { shapeOf } from '../steps/shape.ts'
import type { Command, Runtime } from './command.ts'
import { attachPolicy, unsettledBoundary } from './policy-attach.ts'

/** Prints the least-privilege policy for these answers, ready to paste; writes it to files; or attaches it. */
export const policy: Command = {
  run: async (runtime) => {
    const { context, flags, perform } = runtime
    refuseContradictions(flags)
    if (flags.attach) return attachPolicy(runtime, (settled) => withBoundary(settled, flags))
    context.found.identity = await readIdentity(await context.aws().sts(), context.signal)
    const target = permissionsTarget(context)
    const settled = await shapeOf(context, target.account)
    const shape = withBoundary(settled, flags)
    const whole = leastPrivilegePolicy(target, shape)
    const documents = flags.split ? splitPolicy(whole) : [whole]
    const result = describe(whole, documents, shape)
    const sizes = documents.map(sizeOf)
    const lines = [
      ...(context.options.verbose ? sizes.map((size) => `- ${size}`) : []),
      ...(result.data.error ? [`- ${result.data.error.message} ${splitCommand}`] : []),
      ...unsettledBoundary(settled, shape).map((sentence) => `- ${sentence}`),
    ]
    if (lines.length > 0) await perform([{ notice: () => ({ title: result.data.error?.code ?? 'The policy', lines }) }])
    if (typeof flags.write !== 'string') return { ...result, text: documents.map(print).join('\n\n') }
    const files = await writePolicyFiles(documents, resolve(flags.write))
    const written = files.map((file, index) => `- ${file}: ${sizes[index]}`)
    return { ...result, data: { ...result.data, files }, notice: { title: 'The policy is written', lines: written } }
  },
}

const splitCommand = 'twin policy --split'
const print = (document: PolicyDocument) => JSON.stringify(document, null, 2)
const sizeOf = (document: PolicyDocument) =>
  `${minifiedLength(document).toLocaleString('en')} of ${managedPolicyLimit.toLocaleString('en')} characters`

/** `--boundary` says it before the settings do, so that the policy can be there first. */
function withBoundary(settled: Shape, { boundary }: Runtime['flags']): Shape {
  return typeof boundary === 'string' ? boundedBy(settled, boundary) : settled
}

function describe(whole: PolicyDocument, documents: readonly PolicyDocument[], { boundaries }: Shape) {
  const isTooLong = documents.some((document) => minifiedLength(document) > managedPolicyLimit)
  const error = {
    code: 'POLICY_TOO_LONG',
    message: `It has ${sizeOf(whole)} that one managed policy can hold, and has to be divided:`,
    nextSteps: [splitCommand],
  }
  return {
    data: {
      policy: whole,
      policies: documents.map((document) => ({ characters: minifiedLength(document), document })),
      limit: managedPolicyLimit,
      ...(boundaries.length > 0 ? { permissionsBoundaries: boundaries } : {}),
      ...(isTooLong ? { error } : {}),
    },
    // All of it is printed all the same: as an inline policy of a role it would fit.
    ...(isTooLong ? { exitCode: exitCodes.personMustAct } : {}),
  }
}

function refuseContradictions(flags: Runtime['flags']): void {
  const problem =
    flags.to !== undefined && !flags.attach
      ? '--to belongs to --attach.'
      : flags.attach && (flags.write || flags.split)
        ? '--attach divides the policy by itself, and writes no file: it goes without --split and --write.'
        : typeof flags.boundary === 'string'
          ? boundaryProblem(flags.boundary)
          : undefined
  if (problem) throw new UserError('WRONG_USAGE', problem, ['twin policy --help'], exitCodes.usage)
}
