/** Who signed a request. */
export interface Principal {
  readonly kind: 'root' | 'service' | 'user' | 'role'
  /** As the request log names it: `admin`, `role:twin-dev-api`. */
  readonly label: string
  /** The user's or role's own name. */
  readonly name: string
  /** As AWS names it in refusals and GetCallerIdentity; an assumed role's session has an sts ARN. */
  readonly arn: string
  /** `aws:userid`. */
  readonly id: string
}
