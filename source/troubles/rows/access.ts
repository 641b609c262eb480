import { readRefusal } from '../../permissions/access-denied.ts'
import { actionOf } from '../../permissions/operation-action.ts'
import { type Facts, rows } from '../trouble.ts'
import { firstLine, goOn, whileDoing } from '../words.ts'

interface Refused {
  /** As IAM names it; absent when neither AWS nor the caller says what was asked. */
  readonly action: string | undefined
  readonly resource: string | undefined
  readonly reason: ReturnType<typeof readRefusal>['reason']
}

/** What AWS's message says, and where it says nothing, what the operation needs. */
function refused({ text = '', service, operation, ...found }: Facts): Refused {
  const asked = service && operation ? actionOf(service, operation) : found.action
  const { action, resource, reason } = readRefusal(text, { action: asked ?? '', resource: found.resource ?? '' })
  return { action: action || undefined, resource: resource.replace(/[",.]+$/, '') || undefined, reason }
}

const reasons: Readonly<Record<Refused['reason'], string>> = {
  'not-allowed': '',
  unsaid: '',
  'explicit-deny': ', because a policy denies it',
  boundary: ', because of a permissions boundary',
  organization: ', because of a policy of your AWS organization',
  session: ', because of the policy of this session',
}

function cause(found: Facts): string {
  const { text = '', service, operation, doing } = found
  const { action, resource, reason } = refused(found)
  const isNamed = /is not authorized to perform/.test(text)
  if (action && (isNamed || !operation)) {
    return `You are not allowed to ${action}${resource ? ` on ${resource}` : ''}${reasons[reason]}${whileDoing(found)}.`
  }
  if (service && operation) return `AWS refused ${operation} of ${service}, which takes ${action}${whileDoing(found)}.`
  if (doing) return `AWS refused ${doing}: ${firstLine(text)}`
  return text ? `AWS refused: ${firstLine(text)}` : 'AWS refused a call, because the caller may not make it.'
}

const policy = 'twin policy   # prints what is needed; an administrator of the account attaches it'

/** An Allow that is added helps only where nothing else refuses. */
function mend(found: Facts): readonly string[] {
  switch (refused(found).reason) {
    case 'organization':
      return ['An administrator of your AWS organization must allow it: nothing in this account can.', policy, goOn]
    case 'boundary':
      return ['An administrator must widen your permissions boundary: a further policy does not help.', policy, goOn]
    case 'explicit-deny':
      return ['An administrator must take that Deny away: no further policy outweighs it.', policy, goOn]
    case 'session':
      return ['Sign in without a session policy, or with one that allows it.', policy, goOn]
    default:
      return [policy, goOn]
  }
}

function details(found: Facts): Readonly<Record<string, string>> {
  const { action, resource, reason } = refused(found)
  return {
    ...(action ? { action } : {}),
    ...(resource ? { resource } : {}),
    ...(reason === 'unsaid' ? {} : { reason }),
  }
}

export const accessRows = rows('access', [
  {
    code: 'ACCESS_DENIED',
    title: 'AWS refuses a call',
    aws: /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|Forbidden)$/,
    text: /is not authorized to perform: [\w-]+:\w+|operation error \w[\w ]*: \w+[^\n]*?StatusCode: 403/,
    cause,
    mend,
    details,
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
  },
  {
    code: 'PERMISSIONS_MISSING',
    title: 'The identity may not deploy',
    cause: () => 'This identity may not do everything that a deployment needs. Nothing was changed in AWS.',
    mend: () => [policy, 'twin doctor   # shows which permissions are missing, and how that is known'],
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html',
  },
])
