import type { IAMClient } from '@aws-sdk/client-iam'

/** How many requests followed upon each other: those that began after the answers of the one before. */
export function countWaves(client: IAMClient) {
  let finished = 0
  let requests = 0
  client.middlewareStack.add(
    (next) => async (args) => {
      const wave = finished + 1
      requests++
      try {
        return await next(args)
      } finally {
        finished = Math.max(finished, wave)
      }
    },
    { step: 'initialize' },
  )
  return () => ({ waves: finished, requests })
}
