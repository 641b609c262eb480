import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { parseDataKey } from '../../source/services/data/age/data-key.ts'
import { decryptStream } from '../../source/services/data/age/decrypt.ts'
import { encryptStream } from '../../source/services/data/age/encrypt.ts'
import { parseRecipients } from '../../source/services/data/age/recipients.ts'

/** encrypt <recipients> <in> <out>, or decrypt <identities> <in> <out>: as the age program, from file to file. */
/** Bytes: a disk is asked seldom. */
const highWaterMark = 1024 * 1024
const [verb, keys = '', from = '', to = ''] = process.argv.slice(2)
const text = readFileSync(keys, 'utf8')
const source = createReadStream(from, { highWaterMark })
const result =
  verb === 'encrypt'
    ? encryptStream(source, { recipients: parseRecipients(text, keys) })
    : decryptStream(source, await parseDataKey(text))
await pipeline(result, createWriteStream(to, { highWaterMark }))
// Node.js gives kilobytes here on every system.
process.stdout.write(JSON.stringify({ memory: process.resourceUsage().maxRSS * 1024 }))
