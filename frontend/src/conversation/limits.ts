/** Longest question in characters; the backend refuses more. */
export const questionLimit = 2_000

/** The counter shows when no more than this many characters are left. */
const nearLimit = 200

/** Characters as people (and Python) count them: an emoji is one, not two. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}

export interface Room {
  /** Negative when the question is too long. */
  readonly left: number
  readonly isNear: boolean
  readonly isOver: boolean
}

/** How much room a draft leaves; spaces around it do not count because they are not sent. */
export function roomFor(draft: string): Room {
  const left = questionLimit - lengthOf(draft.trim())
  return { left, isNear: left <= nearLimit, isOver: left < 0 }
}
