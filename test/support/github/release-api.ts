import type { IncomingMessage, ServerResponse } from 'node:http'
import { json, readWhole } from './http.ts'
import type { ReleaseStore, StoredAsset, StoredRelease } from './releases.ts'

export interface ApiState {
  readonly repository: string
  readonly store: ReleaseStore
  /** Where asset downloads are redirected to. */
  readonly storageUrl: string
  /** Without a commit, as a repository is right after it was made. */
  readonly isEmpty: boolean
  /** Everybody may read it. */
  readonly isPublic: boolean
  /** Uploads from the first on that break off in the middle. */
  breakUploads: number
  /** Changes the newest release's document before it is sent; undefined is a repository without one. */
  readonly release: (document: Record<string, unknown>) => unknown
  /** Changes the address that uploads are sent to. */
  readonly uploadUrl: (url: string) => string
}

const invalid = (error: Record<string, unknown>) => ({
  message: 'Validation Failed',
  errors: [{ resource: 'Release', ...error }],
})

const showAsset = ({ bytes: _, ...fields }: StoredAsset) => fields

/**
 * GitHub's release endpoints as they are documented (https://docs.github.com/rest/releases), for a token that may
 * do what `mayWrite` says.
 */
export async function answerReleases(
  state: ApiState,
  request: IncomingMessage,
  response: ServerResponse,
  mayWrite: boolean,
): Promise<void> {
  const { store, repository } = state
  const origin = `http://${request.headers.host}`
  const url = new URL(request.url ?? '', origin)
  const path = url.pathname.replace(`/repos/${repository}`, '')
  const show = (release: StoredRelease) => ({
    ...release,
    assets: release.assets.map(showAsset),
    upload_url: state.uploadUrl(`${origin}/uploads/repos/${repository}/releases/${release.id}/assets{?name,label}`),
  })
  const notFound = () => json(response, 404, { message: 'Not Found' })
  const refuse = () =>
    json(
      response,
      403,
      { message: 'Resource not accessible by personal access token' },
      { 'x-accepted-github-permissions': 'contents=write' },
    )
  const [, kind, number, rest] = /^(\/uploads)?\/releases(?:\/(\d+))?(\/assets)?$/.exec(path) ?? []
  const [, assetNumber] = /^\/releases\/assets\/(\d+)$/.exec(path) ?? []
  const found = number === undefined ? undefined : store.find(Number(number))
  const method = request.method ?? 'GET'
  if (method !== 'GET' && !mayWrite) return refuse()

  if (path === '') return json(response, 200, { full_name: repository, private: !state.isPublic })
  if (path === '/commits') {
    return state.isEmpty
      ? json(response, 409, { message: 'Git Repository is empty.' })
      : json(response, 200, [{ sha: 'c0ffee' }])
  }
  if (path === '/releases/latest') {
    const latest = store.latest()
    const document = latest && state.release(show(latest))
    return document ? json(response, 200, document) : notFound()
  }
  if (assetNumber !== undefined) {
    const asset = store.findAsset(Number(assetNumber))
    if (!asset) return notFound()
    if (method === 'DELETE') {
      store.removeAsset(asset.id)
      response.writeHead(204).end()
    } else response.writeHead(302, { location: `${state.storageUrl}/signed/${asset.id}?signature=abc` }).end()
    return
  }
  if (kind !== undefined && found && method === 'POST') return upload(state, request, response, found, url)
  if (path === '/releases' && method === 'POST') {
    const fields = JSON.parse((await readWhole(request)).toString('utf8')) as StoredRelease
    return json(response, 201, show(store.add({ ...fields, published_at: null })))
  }
  if (path === '/releases') {
    const [page, size] = [Number(url.searchParams.get('page') ?? 1), Number(url.searchParams.get('per_page') ?? 30)]
    const visible = store.releases
      .filter(({ draft }) => mayWrite || !draft)
      .flatMap((each) => state.release(show(each)) ?? [])
    return json(response, 200, visible.slice((page - 1) * size, page * size))
  }
  if (!found || (found.draft && !mayWrite)) return notFound()
  if (rest !== undefined) return json(response, 200, found.assets.map(showAsset))
  if (method === 'DELETE') {
    store.remove(found.id)
    response.writeHead(204).end()
    return
  }
  if (method === 'PATCH') {
    if (state.isEmpty) return json(response, 422, invalid({ code: 'custom', message: 'Repository is empty.' }))
    store.publish(found)
  }
  return json(response, 200, show(found))
}

/** A broken upload stays as an asset in the state "starter", and takes its name until it is deleted. */
async function upload(
  state: ApiState,
  request: IncomingMessage,
  response: ServerResponse,
  release: StoredRelease,
  url: URL,
): Promise<void> {
  const name = url.searchParams.get('name') ?? ''
  // GitHub takes no upload without its length, so none in chunks.
  if (request.headers['content-length'] === undefined) return json(response, 411, { message: 'Length Required' })
  if (release.assets.some((asset) => asset.name === name)) {
    return json(response, 422, invalid({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }))
  }
  if (state.breakUploads > 0) {
    state.breakUploads -= 1
    state.store.addAsset(release, name, new Uint8Array(), 'starter')
    request.once('data', () => request.socket.destroy())
    return
  }
  json(response, 201, showAsset(state.store.addAsset(release, name, await readWhole(request))))
}
