import { type AnswerKey, type Answers, questions } from './questions.ts'
import { type Inputs, type Resolved, resolveAnswer, type Source } from './resolve.ts'

/** The answers of one run: known ones first, then whatever is asked, each with where it came from. */
export class AnswerBook {
  #inputs: Inputs
  readonly #given = new Map<AnswerKey, Resolved>()

  constructor(inputs: Inputs) {
    this.#inputs = inputs
  }

  find<Key extends AnswerKey>(key: Key): Answers[Key] | undefined {
    return this.#resolve(key)?.value as Answers[Key] | undefined
  }

  /** The answer, or the question's own default. @throws Error (a bug of ours) when there is neither. */
  get<Key extends AnswerKey>(key: Key): Answers[Key] {
    const value = this.find(key) ?? (questions[key].fallback as Answers[Key] | undefined)
    if (value === undefined) throw new Error(`The answer “${key}” was used before it was known.`)
    return value
  }

  source(key: AnswerKey): Source {
    return this.#resolve(key)?.source ?? 'default'
  }

  set<Key extends AnswerKey>(key: Key, value: Answers[Key], source: Source = 'answered'): void {
    this.#given.set(key, { value, source })
  }

  /** Brings in the answers kept in a project that was chosen during this run. */
  adopt(saved: Inputs['saved']): void {
    this.#inputs = { ...this.#inputs, saved }
  }

  /** Everything that is known, for the conditions of further questions and for saving. */
  known(): Partial<Answers> {
    const keys = Object.keys(questions) as AnswerKey[]
    return Object.fromEntries(keys.flatMap((key) => (this.find(key) === undefined ? [] : [[key, this.find(key)]])))
  }

  #resolve(key: AnswerKey): Resolved | undefined {
    return this.#given.get(key) ?? resolveAnswer(key, this.#inputs)
  }
}
