/**
 * Keeps an answer for a short while, so that one page view asks once and a change still shows at once. Requests at the
 * same time share one question; a failure is not kept.
 */
export function remember<T>(ask: (key: string) => Promise<T>, milliseconds: number): (key: string) => Promise<T> {
  const kept = new Map<string, { readonly answer: Promise<T>; readonly until: number }>()
  return (key) => {
    const now = performance.now()
    const known = kept.get(key)
    if (known && known.until > now) return known.answer
    for (const [each, { until }] of kept) if (until <= now) kept.delete(each)
    const answer = ask(key)
    kept.set(key, { answer, until: now + milliseconds })
    answer.catch(() => kept.delete(key))
    return answer
  }
}
