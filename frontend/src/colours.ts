/** Colours that an owner may choose, as `#rrggbb`. */
export interface Colours {
  /** The page that the visitor writes on. */
  readonly night?: string
  /** The sign, and what has the focus, on that page. */
  readonly lamp?: string
}

/** As in styles/tokens.css. */
const onNight = '#f1f5ee'
const night = '#123840'

/** Least contrasts of text and of signs (WCAG 2.2, 1.4.3 and 1.4.11). */
const forText = 4.5
const forSigns = 3

const hex = /^#[0-9a-f]{6}$/i

/** Brightness from 0 to 1 (WCAG 2.2, relative luminance). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** From 1, the same, to 21, black on white. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Takes the colours on which everything stays legible; the others are left as they are. */
export function readColours(json: unknown): Colours {
  const given = (typeof json === 'object' && json !== null ? json : {}) as Partial<Record<keyof Colours, unknown>>
  const legible = (value: unknown, on: string, least: number): value is string =>
    typeof value === 'string' && hex.test(value) && contrast(value, on) >= least
  const chosen = legible(given.night, onNight, forText) ? { night: given.night } : {}
  const { night: ground = night } = chosen as Colours
  return { ...chosen, ...(legible(given.lamp, ground, forSigns) ? { lamp: given.lamp } : {}) }
}

/** Puts an owner's colours in the place of ours; the style sheets know them by the same names. */
export function applyColours(colours: Colours, style: { setProperty(name: string, value: string): void }): void {
  for (const [name, value] of Object.entries(colours)) style.setProperty(`--${name}`, value)
  // The ring around the sign, and what is raised on the dark page, follow it.
  if (colours.night) style.setProperty('--night-raised', `color-mix(in srgb, ${colours.night} 88%, white)`)
}
