import type { Answer, Call } from '../gateway/call.ts'
import { serviceError, xmlAnswer } from '../gateway/errors.ts'
import type { TagMapping } from '../gateway/mends/tagging.ts'
import { childOf, childrenOf, type Element, parseXml, textAt } from '../gateway/xml.ts'
import { distributionArn, renderTags } from './render.ts'
import type { CloudFrontStore } from './store.ts'

/** The tags in a `Tags` element. */
export function readTags(tags: Element | undefined): Map<string, string> {
  return new Map(childrenOf(childOf(tags, 'Items'), 'Tag').map((tag) => [textAt(tag, 'Key'), textAt(tag, 'Value')]))
}

/** All distributions, as the search by tag names them. */
export const taggedDistributions = (store: CloudFrontStore, account: string): readonly TagMapping[] =>
  store.list('distribution').map(({ id, tags }) => ({
    ResourceARN: distributionArn(account, id),
    Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
  }))

export function answerTagging(call: Call, store: CloudFrontStore, account: string): Answer {
  const arn = call.request.query.get('Resource')
  const kept = store.list('distribution').find(({ id }) => distributionArn(account, id) === arn)
  if (!kept) return serviceError(call, 404, 'NoSuchResource', `The resource ${arn} does not exist.`)
  if (call.operation === 'ListTagsForResource') return xmlAnswer(200, renderTags(kept))
  const body = parseXml(call.request.body.toString())
  if (call.operation === 'TagResource') for (const [key, value] of readTags(body)) kept.tags.set(key, value)
  else for (const key of childrenOf(childOf(body, 'Items'), 'Key')) kept.tags.delete(key.text.trim())
  return { status: 204, headers: {}, body: '' }
}
