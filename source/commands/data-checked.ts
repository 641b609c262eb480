import type { Context } from '../context.ts'
import { describeData } from '../services/data/describe-data.ts'
import type { PrivateSpot } from '../services/data/public-lint/private-spot.ts'
import { need } from '../steps/need.ts'
import type { Result } from './command.ts'

/** What the twin will know, and what of it looks private. */
export function checked(context: Context): Result {
  const data = need(context, 'data')
  const spots = data.privateSpots ?? []
  return {
    data: {
      version: data.version,
      files: data.files.map(({ path, bytes, sha256 }) => ({ path, bytes: bytes.length, sha256 })),
      leftOut: data.leftOut ?? [],
      notes: data.notes ?? [],
      privateSpots: spots,
    },
    notice: {
      title: 'What the twin will know',
      tone: spots.length > 0 ? 'warning' : 'calm',
      lines: describeData(data).map((line) => `- ${line}`),
      ...(spots.length > 0 ? { sections: spotSections(spots) } : {}),
    },
  }
}

const mostSpots = 20

function spotSections(spots: readonly PrivateSpot[]) {
  const shown = spots.slice(0, mostSpots)
  return [
    {
      title: 'Looks private: visitors can ask for it',
      rows: shown.map(({ path, line, kind, masked }) => ({
        mark: 'doubt' as const,
        label: `${path}:${line}`,
        text: `${kind} ${masked}`,
      })),
      ...(spots.length > shown.length ? { more: `and ${spots.length - shown.length} more` } : {}),
    },
    {
      title: 'Meant for everybody? Put its word into backend/data/public.txt',
      rows: shown.map(({ hash, masked }) => ({ mark: 'good' as const, label: hash, text: masked })),
    },
  ]
}
