import { createHash } from 'node:crypto'
import { UserError } from '../../errors.ts'
import { explainAbsence } from './absence.ts'
import { startOver } from './arrived.ts'
import type { Connection } from './connection.ts'
import type { ReleaseAsset } from './releases.ts'
import { request } from './request.ts'

/**
 * An asset's bytes, complete: as many as GitHub announced, with the hash that it announced. A download that breaks
 * off goes on where it was.
 * @param limit bytes.
 * @throws {UserError} DATA_ARCHIVE_DAMAGED, and what `request` throws.
 */
export async function downloadAsset(
  connection: Connection,
  asset: ReleaseAsset,
  limit: number,
  onBytes: (received: number) => void,
): Promise<Uint8Array> {
  const path = `/repos/${connection.repository}/releases/assets/${asset.id}`
  const accept = 'application/octet-stream'
  const answer = await request(connection, path, { accept, limit, onBytes, arrived: startOver() })
  if (!answer) throw await explainAbsence(connection)
  const digest = `sha256:${createHash('sha256').update(answer.body).digest('hex')}`
  const isOther = asset.digest?.startsWith('sha256:') === true && asset.digest !== digest
  if (answer.body.length === asset.size && !isOther) return answer.body
  const message = `${asset.name} arrived damaged: ${answer.body.length} of ${asset.size} bytes${isOther ? ', with another hash' : ''}.`
  throw new UserError('DATA_ARCHIVE_DAMAGED', message, ['Run the same command again.'])
}
