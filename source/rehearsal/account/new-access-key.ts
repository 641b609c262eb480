import { randomBytes, randomInt } from 'node:crypto'
import type { AccessKey } from '../record.ts'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A key pair that looks like AWS's: `AKIA…` lasts, `ASIA…` goes with a session (IAM user guide, "IAM identifiers"). */
export const newAccessKey = (prefix: 'AKIA' | 'ASIA' = 'AKIA'): AccessKey => ({
  accessKeyId: `${prefix}${Array.from({ length: 16 }, () => base32[randomInt(base32.length)]).join('')}`,
  secretAccessKey: randomBytes(30).toString('base64'),
})
