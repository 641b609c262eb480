import { timingSafeEqual } from 'node:crypto'
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

async function change(apply: () => void | Promise<void>): Promise<Answer> {
  try {
    await apply()
    return jsonAnswer(200, {})
  } catch (error) {
    return jsonAnswer(400, { error: error instanceof Error ? error.message : String(error) })
  }
}
