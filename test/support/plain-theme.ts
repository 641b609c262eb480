import { createTheme } from '../../source/ui/theme.ts'

/** Marks as most terminals have them, without colour. */
export const plainTheme = createTheme({ color: false, unicode: true })

/** The widths at which every view is looked at: a wide terminal, a narrow one, and one that is hardly a terminal. */
export const widths = [100, 40, 24] as const

/** Lines as one text that a snapshot can hold: spaces at line ends would be invisible. */
export const shown = (lines: readonly string[]) => `\n${lines.map((line) => `|${line}`).join('\n')}\n`
