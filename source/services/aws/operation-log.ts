/** Which call of which service, in AWS's own words: `S3`, `HeadBucket`. */
export interface Operation {
  readonly service: string
  readonly operation: string
}

const operations = new WeakMap<object, Operation>()

/**
 * A logger for every client, which keeps only what an error does not tell by itself: the call that
 * failed. A refused HEAD has no body, so without it nobody could say which permission is missing.
 */
export const operationLog = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (entry: unknown) => {
    const { clientName, commandName, error } = entry as Partial<Record<string, unknown>>
    if (typeof clientName !== 'string' || typeof commandName !== 'string') return
    if (typeof error !== 'object' || error === null) return
    operations.set(error, {
      service: clientName.replace(/Client$/, ''),
      operation: commandName.replace(/Command$/, ''),
    })
  },
}

/** The call that ended in this error, when one of our clients made it. */
export const operationOf = (problem: object): Partial<Operation> => operations.get(problem) ?? {}
