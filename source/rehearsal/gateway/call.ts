/** A request as it came in, before anybody has asked what it means. */
export interface ReceivedRequest {
  readonly method: string
  /** The path as sent, still percent-encoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly rawUrl: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** From the signature's credential scope; absent for unsigned requests. */
  readonly accessKeyId?: string
  /** The service's signing name (`iam`, `s3`, `apigateway`, …). */
  readonly service: string
  /** The region that the request was signed for. */
  readonly region: string
}

/** How a service words its errors. */
export type Protocol = 'query' | 'json' | 'rest-json' | 'rest-xml' | 's3'

/** One question for IAM: may the caller do this to that, given these facts? */
export interface Check {
  readonly action: string
  readonly resource: string
  readonly context?: Readonly<Record<string, readonly string[]>>
  /** How the service words a refusal, where it asks IAM on the way and does not pass the answer on. */
  readonly refusedAs?: { readonly status: number; readonly code: string; readonly message: string }
}

/** A request understood: which operation it is, and what IAM has to allow for it. */
export interface Call {
  readonly request: ReceivedRequest
  readonly protocol: Protocol
  /** The API's own name of the operation (`UpdateStage`), which may differ from the IAM action. */
  readonly operation: string
  /** Every one of them must be allowed; the first names the call in the log. */
  readonly checks: readonly [Check, ...Check[]]
  /** Path variables and top-level parameters, by the API's own names. */
  readonly parameters: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | string
}

/** What the gateway knows about the account while it reads a request. */
export interface AccountNames {
  readonly account: string
  /** The full ARN (with its path) of a user, role, group or policy of that name, when there is one. */
  arnOf(kind: 'user' | 'role' | 'group', name: string): string | undefined
  /** The policy that limits a user or role of that name, when one does. */
  boundaryOf(kind: 'user' | 'role', name: string): string | undefined
  /** The principal ARN that the request was made with, for calls that mean oneself. */
  readonly self?: string
}
