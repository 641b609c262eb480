import { defaultSuggestions, type TwinConfig } from '../config.ts'

interface WelcomeProps {
  readonly config: TwinConfig
  /** From the owner's data. */
  readonly answered: readonly string[]
  readonly isBusy: boolean
  onChoose(question: string): void
}

/** What stands on the page before the first question. */
export function Welcome({ config, answered, isBusy, onChoose }: WelcomeProps) {
  const suggestions = config.suggestions ?? (answered.length > 0 ? answered : defaultSuggestions)
  return (
    <section className="welcome" aria-labelledby="welcome-title">
      <h2 id="welcome-title">{config.introduction}</h2>
      {suggestions.length > 0 && (
        <>
          <p className="label" id="suggestions-label">
            To begin with
          </p>
          <ul className="suggestions" aria-labelledby="suggestions-label">
            {suggestions.map((question) => (
              <li key={question}>
                <button type="button" aria-disabled={isBusy} onClick={() => !isBusy && onChoose(question)}>
                  {question}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
