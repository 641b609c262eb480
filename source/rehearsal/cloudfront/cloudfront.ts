import type { Answer, Call } from '../gateway/call.ts'
import { cloudfrontCollections } from '../gateway/classify/cloudfront.ts'
import { serviceError, xmlAnswer } from '../gateway/errors.ts'
import { childOf, type Element, parseXml, textAt } from '../gateway/xml.ts'
import { aliasesOf, checkAliases } from './check-aliases.ts'
import { completeConfig } from './complete-config.ts'
import { answerInvalidations } from './invalidations.ts'
import { element, renderDistribution, renderDistributionSummary, renderList, renderOther, root } from './render.ts'
import type { CloudFrontStore, Kept } from './store.ts'
import { answerTagging, readTags } from './tagging.ts'

export interface Sites {
  /** Serves the distribution on loopback and says on which port. */
  openSite(distributionId: string): Promise<number>
  closeSite(distributionId: string): Promise<void>
  /** Makes the edge forget what it keeps of these paths. */
  invalidate(distributionId: string, paths: readonly string[]): void
}

/**
 * CloudFront's control plane, kept here and not in moto, which gives other configurations back than it
 * was sent: then no second plan is ever empty.
 */
export function createCloudFront(
  account: string,
  sites: Sites,
  store: CloudFrontStore,
): (call: Call) => Promise<Answer> {
  return async (call) => {
    const [, , collection = ''] = call.request.path.split('/')
    if (collection === 'tagging') return answerTagging(call, store, account)
    if (call.operation.includes('Invalidation')) return answerInvalidations(call, store, sites.invalidate)
    const noun = cloudfrontCollections[collection]?.[0]
    if (!noun) return serviceError(call, 404, 'NoSuchResource', 'The rehearsal has no such part of CloudFront.')
    const collectionOf: Collection = { call, store, account, sites, name: collection, noun }
    if (call.operation.startsWith('Create')) return create(collectionOf)
    if (call.operation.startsWith('List')) return list(collectionOf)
    const kept = store.find(collection, call.parameters.Id ?? '')
    if (!kept) return serviceError(call, 404, `NoSuch${noun}`, `The specified ${noun} does not exist.`)
    if (call.request.method === 'GET') return read(collectionOf, kept)
    const { 'if-match': match } = call.request.headers
    if (!match)
      return serviceError(
        call,
        400,
        'InvalidIfMatchVersion',
        'The If-Match version is missing or not valid for the resource.',
      )
    if (match !== kept.etag)
      return serviceError(
        call,
        412,
        'PreconditionFailed',
        'The precondition in one or more of the request fields evaluated to false.',
      )
    return call.operation.startsWith('Delete') ? remove(collectionOf, kept) : update(collectionOf, kept)
  }
}

interface Collection {
  readonly call: Call
  readonly store: CloudFrontStore
  readonly account: string
  readonly sites: Sites
  readonly name: string
  readonly noun: string
}

const inside = ({ noun, account }: Collection, kept: Kept) =>
  noun === 'Distribution' ? renderDistribution(kept, account) : renderOther(noun, kept)

const answer = (collection: Collection, status: number, kept: Kept) =>
  xmlAnswer(status, root(collection.noun, inside(collection, kept)), { etag: kept.etag })

function read(collection: Collection, kept: Kept): Answer {
  if (!collection.call.operation.endsWith('Config')) return answer(collection, 200, kept)
  return xmlAnswer(200, root(`${collection.noun}Config`, kept.config), { etag: kept.etag })
}

/** The configuration element of a body: the root itself, or inside `DistributionConfigWithTags`. */
function readBody({ call, noun }: Collection): { config: Element; tags: Map<string, string> } | undefined {
  try {
    const body = parseXml(call.request.body.toString())
    const config = body.name === `${noun}Config` ? body : childOf(body, `${noun}Config`)
    return config && { config, tags: readTags(childOf(body, 'Tags')) }
  } catch {
    return undefined
  }
}

async function create(collection: Collection): Promise<Answer> {
  const { call, store, name, noun } = collection
  const body = readBody(collection)
  if (!body) return serviceError(call, 400, 'MalformedInput', 'Could not parse XML')
  const problem = duplicate(collection, body.config)
  if (problem) return serviceError(call, 409, `${noun}AlreadyExists`, problem)
  const refused = refusal(collection, body.config)
  if (refused) return refused
  const kept = store.add(name, completeConfig(name, body.config.inner))
  for (const [key, value] of body.tags) kept.tags.set(key, value)
  if (noun === 'Distribution') kept.port = await collection.sites.openSite(kept.id)
  const location = `https://cloudfront.amazonaws.com/2020-05-31/${name}/${kept.id}`
  const created = answer(collection, 201, kept)
  kept.deployed = true
  return { ...created, headers: { ...created.headers, location } }
}

/** Of distributions only, which have host names; `kept` is the one that is being changed. */
function refusal({ call, store, noun }: Collection, config: Element, kept?: Kept): Answer | undefined {
  if (noun !== 'Distribution') return undefined
  const others = store.list('distribution').filter((other) => other !== kept)
  const taken = others.flatMap((other) => aliasesOf(parseXml(element('Config', other.config))))
  const refused = checkAliases(config, taken)
  return refused && serviceError(call, refused.status, refused.code, refused.message)
}

/** Names of controls and policies, and caller references of distributions, are unique in an account. */
function duplicate({ store, name, noun }: Collection, config: Element): string | undefined {
  const key = noun === 'Distribution' ? 'CallerReference' : 'Name'
  const wanted = textAt(config, key)
  const same = store.list(name).some((kept) => textAt(parseXml(element('Config', kept.config)), key) === wanted)
  return same ? `The ${key} that you provided (${wanted}) is already in use.` : undefined
}

function update(collection: Collection, kept: Kept): Answer {
  const body = readBody(collection)
  if (!body) return serviceError(collection.call, 400, 'MalformedInput', 'Could not parse XML')
  const refused = refusal(collection, body.config, kept)
  if (refused) return refused
  collection.store.change(kept, completeConfig(collection.name, body.config.inner))
  kept.deployed = false
  const updated = answer(collection, 200, kept)
  kept.deployed = true
  return updated
}

async function remove(collection: Collection, kept: Kept): Promise<Answer> {
  const { call, store, sites, noun } = collection
  if (noun === 'Distribution') {
    if (textAt(parseXml(element('Config', kept.config)), 'Enabled') === 'true') {
      return serviceError(
        call,
        409,
        'DistributionNotDisabled',
        'The distribution you are trying to delete has not been disabled.',
      )
    }
    await sites.closeSite(kept.id)
  } else if (store.list('distribution').some((distribution) => distribution.config.includes(kept.id))) {
    return serviceError(call, 409, `${noun}InUse`, `The ${noun} is in use by a distribution.`)
  }
  store.remove(kept)
  return { status: 204, headers: {}, body: '' }
}

function list({ store, account, name, noun }: Collection): Answer {
  const all = store.list(name)
  if (noun === 'Distribution') {
    return xmlAnswer(
      200,
      renderList(
        'DistributionList',
        'DistributionSummary',
        all.map((kept) => renderDistributionSummary(kept, account)),
      ),
    )
  }
  const items = noun.endsWith('Policy')
    ? all.map((kept) => element('Type', 'custom') + element(noun, renderOther(noun, kept)))
    : all.map((kept) => element('Id', kept.id) + kept.config)
  return xmlAnswer(200, renderList(`${noun}List`, `${noun}Summary`, items))
}
