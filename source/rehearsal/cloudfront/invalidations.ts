import type { Answer, Call } from '../gateway/call.ts'
import { serviceError, xmlAnswer } from '../gateway/errors.ts'
import { parseXml } from '../gateway/xml.ts'
import { element, renderInvalidation, renderList, root } from './render.ts'
import { type CloudFrontStore, newId } from './store.ts'

/** The edge keeps nothing in a cache, so an invalidation is complete at once. */
export function answerInvalidations(call: Call, store: CloudFrontStore): Answer {
  const { Id = '', InvalidationId } = call.parameters
  const kept = store.find('distribution', Id)
  if (!kept) return serviceError(call, 404, 'NoSuchDistribution', 'The specified distribution does not exist.')
  if (call.operation === 'CreateInvalidation') {
    const invalidation = {
      id: newId('I'),
      created: new Date().toISOString(),
      batch: parseXml(call.request.body.toString()).inner,
    }
    kept.invalidations.push(invalidation)
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
