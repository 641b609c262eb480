/** Beyond this many characters a sentence no longer fits beside a title, and its first half has to do. */
const longest = 100

/** What a message says first, for one line of a report; where that is long, only what stands before its colon. */
export function firstSentence(message: string): string {
  const sentence = /^[\s\S]*?\.(?=\s|$)/.exec(message)?.[0] ?? message
  if (sentence.length <= longest) return sentence
  return /^[\s\S]*?(?=:\s)/.exec(sentence)?.[0] ?? sentence
}
