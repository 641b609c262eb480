/** Prints what the rehearsal's account was asked, as JSON; its folder is the first argument. */
import { readRequests } from '../../source/rehearsal/control-client.ts'
import { readRecord } from '../../source/rehearsal/record.ts'

const record = await readRecord(process.argv[2] ?? '')
if (!record) throw new Error('No rehearsal account runs there.')
console.log(JSON.stringify(await readRequests(record)))
