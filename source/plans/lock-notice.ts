import type { Notice } from '../engine/notice.ts'
import type { LeaseHolder } from '../services/aws/lease-info.ts'
import type { StateLock } from '../services/aws/state-lock.ts'
import type { Liveness } from '../services/terraform/lock-holder.ts'
import { sinceInWords, whoHolds } from '../steps/lock-words.ts'

interface HeldLock {
  readonly lock: StateLock
  readonly holder: Liveness
}

/** Everything that is known of a lock which nobody alive can be shown to hold. */
export function lockNotice(environment: string, { lock, holder }: HeldLock, now: Date): Notice {
  const work = lock.operation ? `, at work on: ${lock.operation}` : ''
  const version = lock.version ? ` (Terraform ${lock.version})` : ''
  return {
    title: `The state of ${environment} is locked`,
    tone: 'warning',
    lines: [
      `- By ${whoHolds(lock)}${work}${version}`,
      `- Since ${sinceInWords(lock, now)}`,
      `- Lock ID: ${lock.id || 'cannot be read'}`,
      `- ${placesInWords(lock)}`,
      `- ${livenessInWords({ lock, holder })}`,
      '',
      'Two runs at once lose what Terraform knows. Release it only when that run is dead.',
    ],
  }
}

/** What is known of a deploy lock whose run gives no sign of life. */
export function leaseNotice(environment: string, lease: LeaseHolder, now: Date): Notice {
  return {
    title: `The deploy lock of ${environment} was left behind`,
    tone: 'warning',
    lines: [
      `- By ${whoHolds(lease)}, at work on: ${lease.operation || 'something unknown'}`,
      `- Since ${sinceInWords(lease, now)}`,
      '',
      `The next deploy takes it over by itself; there is no need to release it.`,
    ],
  }
}

function placesInWords({ heldBy }: StateLock): string {
  if (heldBy.length === 2) return 'In the lock file in S3 and in the lock table'
  const place = heldBy[0] === 'table' ? 'in the lock table' : 'in the lock file in S3'
  return `Half a lock: only ${place}, so a run was stopped while it took or gave back its lock`
}

function livenessInWords({ lock, holder }: HeldLock): string {
  if (holder.state === 'dead') return `That run is dead: no Terraform of ${lock.who} works on it on this computer`
  const why = holder.state === 'unknown' ? holder.why : ''
  return `Nobody can tell from here whether that run lives. ${why}${lock.who ? ` Ask ${lock.who} first.` : ''}`
}
