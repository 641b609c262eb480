import * as z from 'zod'
import { anything, byKind, filled, named, namedValues } from './by-kind.ts'

/**
 * What the known files must look like. The twin hands them to its model as text, so most shapes do: refused is only
 * what cannot be meant, such as a question without an answer. A value may be left empty, an entry of a list may not.
 */
const entry = byKind(
  { 'names with values': named, 'a text': filled, 'a number': anything, 'a list': anything },
  'an entry: names with values, or a text',
)
const entries = z.array(entry)
const entriesOrNamed = (of: string) => byKind({ 'a list': entries, 'names with values': named }, `a list of ${of}`)

const facts = byKind(
  { 'names with values': named.and(z.looseObject({ name: filled.optional(), full_name: filled.optional() })) },
  'names with values, such as "full_name" and a text',
)

const questionNames = ['question', 'q']
const answerNames = ['answer', 'answers', 'a']
const said = byKind(
  { 'a text': filled, 'a number': anything, 'true or false': anything, 'a list': entries, 'names with values': named },
  'some text',
)

/** `{question, answer}`, under their long or short names; anything else is left to the model. */
const pair = named.superRefine((value, context) => {
  const nameIn = (names: readonly string[]) => Object.keys(value).find((name) => names.includes(name.toLowerCase()))
  const [question, answer] = [nameIn(questionNames), nameIn(answerNames)]
  const isPair = question !== undefined || answer !== undefined
  if (isPair && answer === undefined) return context.addIssue({ code: 'custom', message: 'an answer to the question' })
  if (isPair && question === undefined) return context.addIssue({ code: 'custom', message: 'a question to the answer' })
  for (const name of [question, answer]) {
    const issues = name === undefined ? [] : (said.safeParse(value[name]).error?.issues ?? [])
    for (const { message, path } of issues) context.addIssue({ code: 'custom', message, path: [name ?? '', ...path] })
  }
})
const pairs = z.array(
  byKind({ 'names with values': pair, 'a text': filled, 'a list': anything }, 'a question and its answer'),
)
const qna = byKind(
  {
    'a list': pairs,
    'names with values': namedValues(
      byKind(
        {
          'a list': pairs,
          'a text': filled,
          'a number': anything,
          'true or false': anything,
          'names with values': anything,
        },
        'an answer',
      ),
    ),
  },
  'a list of questions and answers',
)

const levels = byKind(
  { 'a list': entries, 'names with values': named },
  'the levels: names with a text that explains each',
)

const schemas: ReadonlyMap<string, z.ZodType> = new Map([
  ['personal_data/facts', facts],
  ['personal_data/sources', entriesOrNamed('sources')],
  ['personal_data/skills', entriesOrNamed('skills, or groups of them')],
  ['personal_data/education', entriesOrNamed('degrees and courses')],
  ['personal_data/experience', entriesOrNamed('places of work')],
  ['personal_data/qna', qna],
  ['prompts/proficiency_levels', levels],
])

/** The schema for a known JSON or YAML file, by its name without the ending. */
export const schemaFor = (path: string): z.ZodType | undefined => schemas.get(path.replace(/\.(json|ya?ml)$/i, ''))
