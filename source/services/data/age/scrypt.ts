import { randomBytes, scrypt } from 'node:crypto'
import { type Identity, type Recipient, Stanza } from 'age-encryption'
import { UserError } from '../../../errors.ts'
import { seal, tagLength, unseal } from './cipher.ts'
import { altered } from './file-problems.ts'

/**
 * Work for one guess of a passphrase, as a power of two; 18 is what the age program and the library write: about
 * a second and 256 MiB.
 */
const workWritten = 18
/** What a file may ask of its reader: seconds and 1 GiB, as the library allows. The next step doubles both. */
const workAllowed = 20
const saltLength = 16
const fileKeyLength = 16

/** Node's own function leaves the event loop free, which the library's does not. */
function keyOf(passphrase: string, salt: Uint8Array, work: number): Promise<Buffer> {
  const labelled = Buffer.concat([Buffer.from('age-encryption.org/v1/scrypt'), salt])
  const parameters = { N: 2 ** work, r: 8, p: 1, maxmem: 128 * 8 * (2 ** work + 16) }
  return new Promise((resolve, reject) =>
    scrypt(passphrase, labelled, 32, parameters, (error, key) => (error ? reject(error) : resolve(key))),
  )
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** A key is used for one file key only, since its salt is new each time: the nonce may be zero. */
const zeroNonce = new Uint8Array(12)

/** Writes the stanza of a passphrase (https://c2sp.org/age, "The scrypt recipient type"). */
export function scryptRecipient(passphrase: string): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(saltLength)
      const key = await keyOf(passphrase, salt, workWritten)
      return [new Stanza(['scrypt', base64(salt), `${workWritten}`], seal(key, zeroNonce, fileKey))]
    },
  }
}

/**
 * Reads the stanza of a passphrase.
 * @throws {UserError} DATA_ARCHIVE_UNSAFE when it asks for more work than anybody writes; DATA_ARCHIVE_DAMAGED.
 */
export function scryptIdentity(passphrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const stanza = stanzas.find(({ args }) => args[0] === 'scrypt')
      if (!stanza) return null
      const { salt, work } = parse(stanza)
      return unseal(await keyOf(passphrase, salt, work), zeroNonce, stanza.body) ?? null
    },
  }
}

function parse({ args, body }: Stanza): { salt: Buffer; work: number } {
  const [, encoded = '', digits = ''] = args
  const salt = Buffer.from(encoded, 'base64')
  const isWhole = args.length === 3 && salt.length === saltLength && base64(salt) === encoded
  if (!isWhole || !/^[1-9][0-9]*$/.test(digits) || body.length !== fileKeyLength + tagLength) {
    throw altered('its header says nothing sensible about the passphrase')
  }
  const work = Number(digits)
  if (work > workAllowed) {
    const message = `The encrypted file asks for 2^${digits.slice(0, 9)} rounds of work for its passphrase; at most 2^${workAllowed} are done.`
    throw new UserError('DATA_ARCHIVE_UNSAFE', message, [
      'twin data encrypt   # on a computer that has the plain files',
    ])
  }
  return { salt, work }
}
