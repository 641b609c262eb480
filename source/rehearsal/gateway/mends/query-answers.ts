import type { Answer, Call } from '../call.ts'
import { xmlAnswer } from '../errors.ts'

const namespaces: Readonly<Record<string, string>> = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
}

/** A successful answer in the query protocol, with that inside its Result. */
export function queryResult({ operation, request }: Call, inside: string): Answer {
  const namespace = namespaces[request.service] ?? `https://${request.service}.amazonaws.com/`
  return xmlAnswer(
    200,
    `<${operation}Response xmlns="${namespace}"><${operation}Result>${inside}</${operation}Result><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></${operation}Response>`,
  )
}

/** The values of a list in a request: `ActionNames.member.1`, `.2`, …; `field` follows the number. */
export function listOf(parameters: Readonly<Record<string, string>>, name: string, field = ''): string[] {
  const values: string[] = []
  for (let index = 1; parameters[`${name}.member.${index}${field}`] !== undefined; index += 1) {
    values.push(parameters[`${name}.member.${index}${field}`] ?? '')
  }
  return values
}
