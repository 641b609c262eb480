import type { Answer, Call, ReceivedRequest } from '../call.ts'
import { serviceError } from '../errors.ts'
import type { Mend } from './mend.ts'

/**
 * Listings and the element that holds their members. Some of them moto gives whole whatever is asked
 * for, after the others it says that there is more when there is nothing.
 */
const listings: Readonly<Record<string, string>> = {
  ListAttachedGroupPolicies: 'AttachedPolicies',
  ListAttachedRolePolicies: 'AttachedPolicies',
  ListAttachedUserPolicies: 'AttachedPolicies',
  ListGroupPolicies: 'PolicyNames',
  ListGroupsForUser: 'Groups',
  ListRolePolicies: 'PolicyNames',
  ListUserPolicies: 'PolicyNames',
}

/** IAM API reference, MaxItems: 100 when it is not given. */
const usualSize = 100

const cutPage =
  (list: string): Mend =>
  async (call, { forward }) => {
    const { MaxItems = String(usualSize), Marker = '0' } = call.parameters
    const size = Number(MaxItems)
    if (!Number.isInteger(size) || size < 1 || size > 1000)
      return serviceError(call, 400, 'ValidationError', `Value '${MaxItems}' at 'maxItems' must be between 1 and 1000`)
    if (!/^\d+$/.test(Marker)) return serviceError(call, 400, 'ValidationError', `Invalid Marker: ${Marker}`)
    const answer = await forward(wholeList(call))
    return answer.status === 200 ? cut(call, answer, { list, start: Number(Marker), size }) : answer
  }

function wholeList({ request, parameters }: Call): ReceivedRequest {
  const { Marker: _, ...others } = parameters
  return { ...request, body: Buffer.from(new URLSearchParams({ ...others, MaxItems: '1000' }).toString()) }
}

function cut({ operation }: Call, answer: Answer, page: { list: string; start: number; size: number }): Answer {
  const { list, start, size } = page
  const body = answer.body.toString()
  const inside = new RegExp(`<${list}>([\\s\\S]*)</${list}>`).exec(body)?.[1] ?? ''
  const members = inside.match(/<member>[\s\S]*?<\/member>/g) ?? []
  const end = start + size
  const shown = `<${list}>${members.slice(start, end).join('')}</${list}>`
  const more =
    end < members.length ? `<IsTruncated>true</IsTruncated><Marker>${end}</Marker>` : '<IsTruncated>false</IsTruncated>'
  const result = new RegExp(`<${operation}Result>[\\s\\S]*</${operation}Result>`)
  // A function, because a group's path may hold dollar signs, which mean something in a replacement text.
  return { ...answer, body: body.replace(result, () => `<${operation}Result>${shown}${more}</${operation}Result>`) }
}

export const iamPagingMends: Readonly<Record<string, Mend>> = Object.fromEntries(
  Object.entries(listings).map(([operation, list]) => [`iam:${operation}`, cutPage(list)]),
)
