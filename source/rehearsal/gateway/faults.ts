import type { Call } from './call.ts'

/** What goes wrong, and when: the account's weather, set by `PUT /_rehearsal/faults`. */
export interface FaultRule {
  /** Signing name: `s3`, `dynamodb`, `bedrock`; every service when absent. */
  readonly service?: string
  /** The IAM action (`s3:PutObject`) or service and operation (`s3:HeadBucket`); `*` at the end stands for any rest. */
  readonly action?: string
  /** How many requests it strikes; all when absent. */
  readonly times?: number
  /** How many fitting requests pass before it strikes. */
  readonly after?: number
  /** Milliseconds before anything else happens. */
  readonly delayMs?: number
  /** Answers with this status, `code` and `message` in the protocol's own shape. */
  readonly status?: number
  readonly code?: string
  readonly message?: string
  /**
   * `reset` drops the connection, `hang` never answers, `lost` does the work and then drops the connection, `cut` does
   * the work and drops the connection in the middle of the answer.
   */
  readonly connection?: 'reset' | 'hang' | 'lost' | 'cut'
}

export interface Faults {
  set(rules: readonly FaultRule[]): void
  /** The first rule that strikes this call; counts it. */
  strike(call: Call): FaultRule | undefined
}

export function createFaults(): Faults {
  let active: { rule: FaultRule; seen: number }[] = []
  return {
    set(rules) {
      active = rules.map((rule) => ({ rule, seen: 0 }))
    },
    strike(call) {
      for (const entry of active) {
        if (!fits(entry.rule, call)) continue
        entry.seen += 1
        const { after = 0, times = Number.POSITIVE_INFINITY } = entry.rule
        if (entry.seen > after && entry.seen <= after + times) return entry.rule
      }
      return undefined
    },
  }
}

function fits(rule: FaultRule, call: Call): boolean {
  if (rule.service && rule.service !== call.request.service) return false
  if (!rule.action) return true
  const wanted = rule.action.toLowerCase()
  const names = [call.checks[0].action, `${call.request.service}:${call.operation}`].map((name) => name.toLowerCase())
  return names.some((name) => (wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted))
}
