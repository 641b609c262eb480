import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Authoriser, Denial } from './authorise/authorise.ts'
import type { IamState } from './authorise/iam-state.ts'
import type { Principal } from './authorise/principal.ts'
import type { Principals } from './authorise/principals.ts'
import type { Sessions } from './authorise/sessions.ts'
import type { Answer, Call, Check, ReceivedRequest } from './call.ts'
import { classify } from './classify/classify.ts'
import { answerControl, type ControlTools, controlPath } from './control.ts'
import { accessDenied, expiredToken, jsonAnswer, serviceError, unknownKey, unsigned } from './errors.ts'
import type { FaultRule } from './faults.ts'
import type { Forward } from './forward.ts'
import { isLoopbackHost } from './host-guard.ts'
import type { Account, Mend } from './mends/mend.ts'
import { guardBucket } from './mends/s3.ts'
import { type Packages, packagesPath } from './packages.ts'
import { receiveRequest } from './request.ts'
import { isWrite, senderOf } from './request-log.ts'

export interface GatewayTools {
  readonly account: string
  readonly region: string
  readonly forward: Forward
  readonly iam: IamState
  readonly principals: Principals
  readonly sessions: Sessions
  readonly authoriser: Authoriser
  readonly packages: Packages
  readonly findMend: (call: Call) => Mend | undefined
  readonly control: ControlTools
  /** Called for every request, so that an unused account can end. */
  readonly onUse: () => void
}

export interface Gateway {
  readonly endpoint: string
  close(): Promise<void>
}

/** Larger than any single request that Lambda or S3 takes in one piece from us. */
const bodyLimit = 256 * 1024 * 1024

/** What a request came to: the answer, or what happens to its connection instead. */
type Outcome = Answer | 'reset' | 'hang' | { readonly cut: Answer }

/** The account's endpoint, on loopback and a free port. */
export async function openGateway(tools: GatewayTools): Promise<Gateway> {
  const server = createServer((message, response) => {
    tools.onUse()
    handle(message, response, tools, () => endpoint).catch((error: unknown) => {
      send(response, jsonAnswer(500, { message: `The rehearsal's gateway failed: ${String(error)}` }))
    })
  })
  server.requestTimeout = 0
  // Longer than clients keep a connection for the next request, so that none of them meets one that is closing.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    endpoint,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function handle(message: IncomingMessage, response: ServerResponse, tools: GatewayTools, endpoint: () => string) {
  if (!isLoopbackHost(message.headers.host))
    return send(response, jsonAnswer(421, { message: 'This account answers to loopback names only.' }))
  const request = await receiveRequest(message, bodyLimit)
  if (!request) return send(response, jsonAnswer(413, { message: 'The request is too large.' }))
  if (request.path.startsWith(controlPath)) return send(response, await answerControl(request, tools.control))
  if (request.path.startsWith(packagesPath)) return send(response, download(request, tools.packages))
  const outcome = await answerCall(request, tools, endpoint)
  if (outcome === 'reset') message.socket.resetAndDestroy()
  else if (typeof outcome === 'object' && 'cut' in outcome) sendHalf(response, outcome.cut)
  else if (outcome !== 'hang') send(response, outcome)
}

function download(request: ReceivedRequest, packages: Packages): Answer {
  const body = packages.read(request.path)
  return body
    ? { status: 200, headers: { 'content-type': 'application/zip' }, body }
    : { status: 404, headers: {}, body: '' }
}

async function answerCall(request: ReceivedRequest, tools: GatewayTools, endpoint: () => string): Promise<Outcome> {
  const signer = await tools.principals.resolve(request)
  const principal = signer === 'expired' ? undefined : signer
  if (request.service === 'iam') await tools.iam.refresh()
  const { account, iam } = tools
  const call = classify(request, { account, ...iam.names, ...(principal ? { self: principal.arn } : {}) })
  const fault = tools.control.faults.strike(call)
  if (fault?.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
  if (fault?.connection === 'reset' || fault?.connection === 'hang') return fault.connection
  const done: Done = fault?.status
    ? { answer: faultAnswer(call, fault), denied: false }
    : signer === 'expired'
      ? { answer: expiredToken(call), denied: true }
      : await answerAs(call, principal, tools, endpoint)
  log(call, principal, done, tools)
  if (fault?.connection === 'cut') return { cut: done.answer }
  return fault?.connection === 'lost' ? 'reset' : done.answer
}

interface Done {
  readonly answer: Answer
  readonly denied: boolean
  readonly missing?: string
}

const faultAnswer = (
  call: Call,
  { status = 500, code = 'InternalError', message = 'The rehearsal was told to fail here.' }: FaultRule,
) => serviceError(call, status, code, message)

async function answerAs(call: Call, principal: Principal | undefined, tools: GatewayTools, endpoint: () => string) {
  if (!principal) return { answer: call.request.accessKeyId ? unknownKey(call) : unsigned(call), denied: true }
  const refusal = async (check: Check) =>
    (await tools.authoriser.findDenial(principal, [check], call.request.region))?.message
  const own: Account = { ...tools, id: tools.account, endpoint, refusal, principal }
  // DeleteObjects is judged object by object.
  const judged =
    call.operation === 'DeleteObjects'
      ? undefined
      : await tools.authoriser.findDenial(principal, call.checks, call.request.region)
  if (judged) return { answer: refuse(call, judged), denied: true, missing: judged.check.action }
  const guarded = call.protocol === 's3' ? await guardBucket(call, own) : undefined
  const mend = tools.findMend(call)
  const answer = guarded ?? (mend ? await mend(call, own) : await tools.forward(call.request))
  if (isWrite(call) && call.request.service === 'iam') {
    tools.iam.invalidate()
    tools.principals.invalidate()
  }
  return { answer, denied: false }
}

function refuse(call: Call, { check, message }: Denial): Answer {
  const { refusedAs } = check
  return refusedAs
    ? serviceError(call, refusedAs.status, refusedAs.code, refusedAs.message)
    : accessDenied(call, message)
}

function log(
  call: Call,
  principal: Principal | undefined,
  { answer, denied, missing }: Done,
  { control }: GatewayTools,
) {
  const { request, operation, checks } = call
  const besides = checks.slice(1).map(({ action, resource }) => ({ action, resource }))
  control.log.add({
    time: new Date().toISOString(),
    identity: principal?.label ?? 'unknown',
    service: request.service,
    action: checks[0].action,
    operation,
    resource: checks[0].resource,
    method: request.method,
    path: request.query.has('X-Amz-Signature') ? request.path : request.rawUrl,
    status: answer.status,
    write: isWrite(call),
    denied,
    ...(missing ? { missing } : {}),
    ...(besides.length > 0 ? { besides } : {}),
    ...senderOf(request),
  })
}

function send(response: ServerResponse, { status, headers, body }: Answer) {
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) if (name !== 'content-length') response.setHeader(name, value)
  // A HEAD's answer tells the length of what a GET would bring.
  const length =
    response.req.method === 'HEAD' && headers['content-length'] ? headers['content-length'] : Buffer.byteLength(body)
  if (status !== 204) response.setHeader('content-length', length)
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

/** Tells the whole length and ends the connection halfway. */
function sendHalf(response: ServerResponse, { status, headers, body }: Answer) {
  const bytes = Buffer.from(body as string)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.resetAndDestroy())
}
