import { UserError } from '../../../errors.ts'

/** `reason` completes "The encrypted file is cut short: …". */
export const cutShort = (reason: string) =>
  new UserError('DATA_ARCHIVE_TRUNCATED', `The encrypted file is cut short: ${reason}.`, [
    'Run the same command again; if it stays so, encrypt the data and publish it again.',
  ])

/** `reason` completes "The encrypted file is damaged: …". */
export const altered = (reason: string) =>
  new UserError('DATA_ARCHIVE_DAMAGED', `The encrypted file is damaged: ${reason}.`, [
    'Run the same command again; if it stays so, encrypt the data and publish it again.',
  ])

/** `reason` completes "The key does not decrypt the private data: …". */
export const keyWrong = (reason: string, nextStep: string) =>
  new UserError('DATA_KEY_WRONG', `The key does not decrypt the private data: ${reason}.`, [nextStep])
