import type { Answer, Call } from '../gateway/call.ts'
import { serviceError, xmlAnswer } from '../gateway/errors.ts'
import { childOf, type Element, parseXml } from '../gateway/xml.ts'
import { element, renderInvalidation, renderList, root } from './render.ts'
import { type CloudFrontStore, newId } from './store.ts'

/** Makes the edge forget what it keeps of these paths. */
type Forget = (distributionId: string, paths: readonly string[]) => void

/** There is one edge, and it forgets at once, so an invalidation is complete when it is answered. */
export function answerInvalidations(call: Call, store: CloudFrontStore, forget: Forget): Answer {
  const { Id = '', InvalidationId } = call.parameters
  const kept = store.find('distribution', Id)
  if (!kept) return serviceError(call, 404, 'NoSuchDistribution', 'The specified distribution does not exist.')
  if (call.operation === 'CreateInvalidation') {
    const batch = parseXml(call.request.body.toString())
    const invalidation = { id: newId('I'), created: new Date().toISOString(), batch: batch.inner }
    kept.invalidations.push(invalidation)
    forget(Id, pathsOf(batch))
    const location = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${Id}/invalidation/${invalidation.id}`
    return xmlAnswer(201, root('Invalidation', renderInvalidation(invalidation)), { location })
  }
  if (call.operation === 'ListInvalidations') {
    const items = kept.invalidations.map(
      ({ id, created }) => element('Id', id) + element('CreateTime', created) + element('Status', 'Completed'),
    )
    return xmlAnswer(200, renderList('InvalidationList', 'InvalidationSummary', items))
  }
  const found = kept.invalidations.find(({ id }) => id === InvalidationId)
  if (!found) return serviceError(call, 404, 'NoSuchInvalidation', 'The specified invalidation does not exist.')
  return xmlAnswer(200, root('Invalidation', renderInvalidation(found)))
}

const pathsOf = (batch: Element): string[] =>
  (childOf(childOf(batch, 'Paths'), 'Items')?.children ?? []).map((path) => path.text)
