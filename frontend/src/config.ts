import { type Colours, readColours } from './colours.ts'

/** What makes the page somebody's own: public/config.json. */
export interface TwinConfig {
  /** The owner's name, as the page and link previews show it. */
  readonly name: string
  /** One sentence below the name. */
  readonly introduction: string
  /** First questions a visitor may choose from; without them, those that the owner has answered in the data. */
  readonly suggestions?: readonly string[]
  /** A file of the page, like `/me.jpg` in the folder public: the owner's picture. */
  readonly picture?: string
  /** The owner's colours in place of ours. */
  readonly colours: Colours
}

/** Where neither the owner nor the data has any. */
export const defaultSuggestions: readonly string[] = [
  'What do you do at work?',
  'Which project are you proudest of?',
  'What are you really good at?',
  'What are you looking for next?',
]

export const defaultConfig: TwinConfig = {
  name: 'Digital twin',
  introduction: 'Ask about my work, the things I have built and how I like to do them.',
  colours: {},
}

/** More than this many suggestions is a list to read and no longer a help to begin. */
const suggestionLimit = 6

const textOr = (value: unknown, fallback: string) =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : fallback

/** Takes from `json` what is usable and fills the rest with defaults; never throws. */
export function readConfig(json: unknown): TwinConfig {
  if (typeof json !== 'object' || json === null) return defaultConfig
  const given: Partial<Record<keyof TwinConfig, unknown>> = json
  return {
    name: textOr(given.name, defaultConfig.name),
    introduction: textOr(given.introduction, defaultConfig.introduction),
    ...(Array.isArray(given.suggestions)
      ? {
          suggestions: given.suggestions
            .filter((one) => typeof one === 'string' && one.trim() !== '')
            .slice(0, suggestionLimit),
        }
      : {}),
    // A file of the page's own: its content security policy lets nothing else in.
    ...(typeof given.picture === 'string' && /^\/[\w./-]+$/.test(given.picture) && !given.picture.startsWith('//')
      ? { picture: given.picture }
      : {}),
    colours: readColours(given.colours),
  }
}

/** The title of the tab and of link previews. */
export function titleOf({ name }: TwinConfig): string {
  return name === defaultConfig.name ? name : `${name} · digital twin`
}

/** The text of link previews. */
export function descriptionOf({ introduction }: TwinConfig): string {
  return introduction
}
