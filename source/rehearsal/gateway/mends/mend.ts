import type { IamState } from '../authorise/iam-state.ts'
import type { Principal } from '../authorise/principal.ts'
import type { Sessions } from '../authorise/sessions.ts'
import type { Answer, Call, Check } from '../call.ts'
import type { Forward } from '../forward.ts'
import type { Packages } from '../packages.ts'

/** What a mended operation may use. */
export interface Account {
  readonly id: string
  readonly region: string
  /** The gateway's own address. */
  readonly endpoint: () => string
  readonly forward: Forward
  readonly iam: IamState
  readonly sessions: Sessions
  readonly packages: Packages
  /** Whether the caller may do that; undefined means yes, else the refusal's words. */
  readonly refusal: (check: Check) => Promise<string | undefined>
  readonly principal: Principal
}

/** An operation that moto lacks or gets wrong, as AWS documents it. */
export type Mend = (call: Call, account: Account) => Promise<Answer>
