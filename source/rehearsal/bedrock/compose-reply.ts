import { type Excerpt, excerptsOf, findPassages } from './passages.ts'

const standIn = "This is the rehearsal's stand-in for Amazon Bedrock, not a language model."
const quotedAtMost = 3

/** Words that say nothing about what is asked. */
const stopWords = new Set(
  `a about all am an and any are as at be been but by can could did do does for from had has have he her hers him his how i if in
  is it its just me more most my no not of on or our out please she so some tell than that the their them then there these they this
  to up us was we were what when where which who whom whose why will with would you your yours`.split(/\s+/),
)

/** Other words for what people ask about a person, so that a question finds the line that answers it. */
const kindred: readonly (readonly string[])[] = [
  ['live', 'location', 'city', 'home', 'based', 'address'],
  ['work', 'job', 'company', 'employer', 'position', 'experience', 'role', 'career'],
  ['study', 'education', 'university', 'degree', 'school', 'institution'],
  ['skill', 'proficiency', 'technology', 'expertise', 'language', 'good'],
  ['hobby', 'interest', 'fun', 'spare'],
  ['contact', 'email', 'reach', 'linkedin'],
  ['name', 'called'],
]

const stem = (word: string) =>
  word.length > 4
    ? word
        .replace(/(ies)$/, 'y')
        .replace(/(?<=.{3})(ing|ed|es|s)$/, '')
        .replace(/e$/, '')
    : word

export const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !stopWords.has(word)).map(stem)

/** Words of a question with their weight: its own count fully, kindred ones a little. */
function weigh(question: string): Map<string, number> {
  const weights = new Map<string, number>()
  const asked = new Set(wordsOf(question))
  for (const group of kindred) {
    const stems = group.map(stem)
    if (stems.some((word) => asked.has(word))) for (const word of stems) weights.set(word, 0.5)
  }
  for (const word of asked) weights.set(word, 1)
  return weights
}

/** The excerpts that share most with the question, rare words counting more; best first. */
export function rankExcerpts(excerpts: readonly Excerpt[], question: string): Excerpt[] {
  const weights = weigh(question)
  const words = excerpts.map((excerpt) => new Set(wordsOf(`${excerpt.source} ${excerpt.text}`)))
  const frequency = (word: string) => words.filter((set) => set.has(word)).length
  const value = new Map(
    [...weights].map(([word, weight]) => [word, weight * Math.log(1 + excerpts.length / (1 + frequency(word)))]),
  )
  return excerpts
    .map((excerpt, index) => ({
      excerpt,
      score: [...value].reduce((sum, [word, worth]) => sum + (words[index]?.has(word) ? worth : 0), 0),
    }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ excerpt }) => excerpt)
}

/** The stand-in's answer: up to three quotations, each with where it stands, or why there is none. */
export function composeReply(system: string, question: string): string {
  const excerpts = findPassages(system).flatMap(excerptsOf)
  if (excerpts.length === 0)
    return `${standIn} The system prompt it was sent holds no passages of personal data to quote.`
  const found = rankExcerpts(excerpts, question).slice(0, quotedAtMost)
  if (found.length === 0) {
    const sources = [...new Set(excerpts.map(({ source }) => source))].join(', ')
    return `${standIn} Nothing in the personal data it was sent (${sources}) fits that question.`
  }
  const quotations = found.map(({ text, source }) => `- ${text} (${source})`).join('\n')
  return `${standIn} From the personal data it was sent:\n\n${quotations}`
}
