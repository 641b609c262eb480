import { decryptStream } from '../../../source/services/data/age/decrypt.ts'
import { encryptStream } from '../../../source/services/data/age/encrypt.ts'
import { makeIdentity } from '../../../source/services/data/age/identity.ts'

/** Encrypts as many bytes as it is told, decrypts them at once, and prints how many came back and the memory. */
const wanted = Number(process.argv[2])
const piece = Buffer.alloc(1024 * 1024, 'data')

async function* source() {
  for (let given = 0; given < wanted; given += piece.length) yield piece.subarray(0, wanted - given)
}

const { identity, recipient } = await makeIdentity()
const sealed = encryptStream(source(), { recipients: [recipient] })
let bytes = 0
for await (const opened of decryptStream(sealed, { kind: 'identities', identities: [identity] })) bytes += opened.length
// Node.js gives kilobytes here on every system.
process.stdout.write(JSON.stringify({ bytes, memory: process.resourceUsage().maxRSS * 1024 }))
