import { DetailedError, UserError } from '../../errors.ts'

/** One thing that is wrong in one file. No field ever quotes what the file says. */
export interface DataProblem {
  readonly path: string
  /** From 1; absent when the whole file is meant. */
  readonly line?: number | undefined
  /** From 1, in characters. */
  readonly column?: number | undefined
  /** A sentence. */
  readonly message: string
  /** What to do about it. */
  readonly mend: string
}

const handful = 5
const mostForScripts = 100

const placeOf = ({ path, line, column }: DataProblem) =>
  [path, line === undefined ? [] : `line ${line}`, column === undefined ? [] : `column ${column}`].flat().join(', ')

/** One problem as a sentence; of many the first, a handful in rows, and how many there are beyond. */
export function dataInvalid(problems: readonly [DataProblem, ...DataProblem[]]): UserError {
  const [first, ...others] = problems
  const sentence = `${placeOf(first)}: ${first.message}`
  if (others.length === 0) return new UserError('DATA_INVALID', sentence, [first.mend])
  const shown = others.slice(0, handful - 1)
  const beyond = others.length - shown.length
  return new DetailedError('DATA_INVALID', sentence, [...new Set([first, ...shown].map(({ mend }) => mend))], {
    sections: [
      {
        title: 'Also',
        rows: shown.map((problem) => ({ mark: 'bad' as const, label: placeOf(problem), text: problem.message })),
        ...(beyond > 0 ? { more: `and ${beyond} more` } : {}),
      },
    ],
    facts: {
      problems: problems
        .slice(0, mostForScripts)
        .map(({ path, line, column, message }) => ({ path, line, column, message })),
    },
  })
}
