import type { IncomingMessage, ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { json, listen } from './http.ts'
import { type ApiState, answerReleases } from './release-api.ts'
import { createReleaseStore, type ReleaseStore } from './releases.ts'

export const repository = 'ada/private-twin'
export const token = 'github_pat_CANARY0123456789'
/** One that may read and not write. */
export const readOnlyToken = 'github_pat_CANARYreadonly'

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly host: string
  readonly authorization: string | undefined
  readonly accept: string | undefined
  readonly range: string | undefined
}

type Instead = (request: IncomingMessage, response: ServerResponse, count: number) => boolean

export interface StandInOptions
  extends Partial<Pick<ApiState, 'release' | 'isEmpty' | 'isPublic' | 'breakUploads' | 'uploadUrl'>> {
  /** What the newest release's asset holds; without it there is no release. */
  readonly archive?: Uint8Array
  readonly archiveName?: string
  /** Answers in the place of the API; true when it did. */
  readonly instead?: Instead
  /** Answers in the place of the storage; true when it did. */
  readonly storageInstead?: Instead
  /** After how many bytes the storage breaks off its nth answer; undefined for not. */
  readonly breakDownload?: (nth: number) => number | undefined
  /** When to end it; the running test's end without it. */
  readonly atEnd?: (close: () => void) => void
}

export interface StandIn {
  /** For GITHUB_API_URL. */
  readonly url: string
  readonly requests: SeenRequest[]
  readonly store: ReleaseStore
}

/** GitHub's release endpoints, and the storage host that its download address redirects to, on two ports. */
export async function startGitHub(options: StandInOptions = {}): Promise<StandIn> {
  const { archive, archiveName = 'data-encrypted-2025.zip', atEnd = onTestFinished } = options
  const requests: SeenRequest[] = []
  const see = ({ method = '', url = '', headers }: IncomingMessage) =>
    requests.push({
      method,
      path: url,
      host: headers.host ?? '',
      authorization: headers.authorization,
      accept: headers.accept,
      range: headers.range,
    })
  const store = createReleaseStore()
  if (archive) store.addAsset(store.add({ tag_name: 'data-1' }), archiveName, archive)

  let downloads = 0
  const storage = await listen((request, response) => {
    see(request)
    if (options.storageInstead?.(request, response, requests.length)) return
    const asset = store.findAsset(Number(/^\/signed\/(\d+)/.exec(request.url ?? '')?.[1]))
    if (!asset) return json(response, 404, {})
    downloads += 1
    sendBytes(request, response, asset.bytes, options.breakDownload?.(downloads))
  })
  const state: ApiState = {
    repository,
    store,
    storageUrl: storage.url,
    isEmpty: options.isEmpty ?? false,
    isPublic: options.isPublic ?? false,
    breakUploads: options.breakUploads ?? 0,
    release: options.release ?? ((document) => document),
    uploadUrl: options.uploadUrl ?? ((url) => url),
  }
  const api = await listen((request, response) => {
    see(request)
    if (options.instead?.(request, response, requests.length)) return
    const given = request.headers.authorization
    if (given !== `Bearer ${token}` && given !== `Bearer ${readOnlyToken}`) {
      json(response, 401, { message: 'Bad credentials' })
    } else if (request.url?.replace('/uploads', '').startsWith(`/repos/${repository}`)) {
      // Whoever breaks off an upload waits for no answer.
      void answerReleases(state, request, response, given === `Bearer ${token}`).catch(() => request.destroy())
    } else json(response, 404, { message: 'Not Found' })
  })
  atEnd(() => {
    storage.close()
    api.close()
  })
  return { url: api.url, requests, store }
}

/** As object storages do: a range when one is asked for, the whole otherwise. */
function sendBytes(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array, breakAfter?: number): void {
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
  const start = Number(from ?? 0)
  const headers = { 'content-type': 'application/octet-stream', 'content-length': bytes.length - start }
  if (from === undefined) response.writeHead(200, headers)
  else {
    response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` })
  }
  if (breakAfter === undefined) response.end(bytes.subarray(start))
  else response.write(bytes.subarray(start, start + breakAfter), () => response.socket?.destroy())
}
