import { timingSafeEqual } from 'node:crypto'
import type { PermissionSet, PermissionSetSession } from '../account/permission-sets.ts'
import type { Answer, ReceivedRequest } from './call.ts'
import { jsonAnswer } from './errors.ts'
import type { FaultRule, Faults } from './faults.ts'
import type { RequestLog } from './request-log.ts'

export const controlPath = '/_rehearsal/'

export interface ControlTools {
  readonly key: string
  readonly log: RequestLog
  readonly faults: Faults
  readonly status: () => unknown
  /** Gives the deployer another policy; throws what IAM said about a document that it refuses. */
  readonly replaceDeployerPolicy: (document: string) => Promise<void>
  /** What IAM Identity Center does: makes a permission set's role, and signs somebody in with it. */
  readonly openPermissionSet: (wanted: PermissionSet) => Promise<PermissionSetSession>
  /** Ends a session before its time; false when there is none with that key. */
  readonly expireSession: (accessKeyId: string) => boolean
  readonly stop: () => void
}

/** The account's own levers, for who holds the key from the record file. */
export async function answerControl(request: ReceivedRequest, tools: ControlTools): Promise<Answer> {
  if (!isKey(request.headers['x-rehearsal-key'], tools.key))
    return jsonAnswer(403, { error: 'The x-rehearsal-key header is missing or wrong.' })
  switch (`${request.method} ${request.path.slice(controlPath.length)}`) {
    case 'GET status':
      return jsonAnswer(200, tools.status())
    case 'GET requests':
      return jsonAnswer(200, { requests: tools.log.entries() })
    case 'PUT faults':
      return change(() => tools.faults.set(readRules(request.body)))
    case 'PUT identities/deployer':
      return change(() => tools.replaceDeployerPolicy(request.body.toString()))
    case 'POST identities/sso':
      return answerOrProblem(() => tools.openPermissionSet(JSON.parse(request.body.toString())))
    case 'PUT sessions/expired':
      return change(() => expire(request, tools))
    case 'POST stop':
      setImmediate(tools.stop)
      return jsonAnswer(202, {})
    default:
      return jsonAnswer(404, { error: 'Unknown path.' })
  }
}

function isKey(given: string | undefined, key: string): boolean {
  const one = Buffer.from(given ?? '')
  const other = Buffer.from(key)
  return one.length === other.length && timingSafeEqual(one, other)
}

function readRules(body: Buffer): FaultRule[] {
  const value: unknown = JSON.parse(body.toString())
  if (!Array.isArray(value)) throw new TypeError('Fault rules are a JSON array.')
  return value
}

function expire(request: ReceivedRequest, tools: ControlTools): void {
  const { accessKeyId } = JSON.parse(request.body.toString()) as { accessKeyId?: string }
  if (!tools.expireSession(accessKeyId ?? '')) throw new Error('There is no session with that key.')
}

const change = (apply: () => void | Promise<void>) =>
  answerOrProblem(async () => {
    await apply()
    return {}
  })

async function answerOrProblem(work: () => Promise<unknown>): Promise<Answer> {
  try {
    return jsonAnswer(200, await work())
  } catch (error) {
    return jsonAnswer(400, { error: error instanceof Error ? error.message : String(error) })
  }
}
