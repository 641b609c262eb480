import { serviceError } from '../errors.ts'
import { craftRequest } from '../forward.ts'
import { childrenOf, findXml, parseXml, textAt } from '../xml.ts'
import type { Account, Mend } from './mend.ts'

interface Named {
  readonly name: string
  readonly type: string
}

const dotted = (name: string) => `${name.toLowerCase().replace(/\.$/, '')}.`

/**
 * A record is made when there is none of that name and type (Route 53 API reference, ChangeResourceRecordSets):
 * moto goes by what was ever made, so that a record could not be made again after it was deleted.
 */
const changeRecords: Mend = async (call, account) => {
  const body = call.request.body.toString()
  const batch = findXml(parseXml(body), 'ChangeBatch', 'Changes')
  const created = childrenOf(batch, 'Change').filter((change) => textAt(change, 'Action') === 'CREATE')
  for (const change of created) {
    const name = dotted(textAt(change, 'ResourceRecordSet', 'Name'))
    const type = textAt(change, 'ResourceRecordSet', 'Type')
    if (!(await exists({ name, type }, call.parameters.Id ?? '', account))) continue
    const message = `[Tried to create resource record set [name='${name}', type='${type}'] but it already exists]`
    return serviceError(call, 400, 'InvalidChangeBatch', message)
  }
  const changed = body.replaceAll('<Action>CREATE</Action>', '<Action>UPSERT</Action>')
  return account.forward({ ...call.request, body: Buffer.from(changed) })
}

/** A listing begins at the first record that is not before the wanted one. */
async function exists({ name, type }: Named, zone: string, { forward, region }: Account): Promise<boolean> {
  const query = new URLSearchParams({ name, type })
  const url = `/2013-04-01/hostedzone/${zone}/rrset?${query}`
  const answer = await forward(craftRequest({ service: 'route53', region, method: 'GET', url }))
  const records = childrenOf(findXml(parseXml(answer.body.toString()), 'ResourceRecordSets'), 'ResourceRecordSet')
  return records.some((record) => dotted(textAt(record, 'Name')) === name && textAt(record, 'Type') === type)
}

export const route53Mends: Readonly<Record<string, Mend>> = {
  'route53:ChangeResourceRecordSets': changeRecords,
}
