import * as z from 'zod'
import { kindIn, type ValueKind } from './kind-in.ts'

/**
 * Judges a value by the schema for its kind. A union would answer "none of these fits" for the whole value; this
 * says which inner place does not fit, and `expected` when the kind itself is none of the choices.
 * Every issue's message is what was expected there.
 */
export const byKind = (choices: Partial<Record<ValueKind, z.ZodType>>, expected: string): z.ZodType =>
  z.unknown().superRefine((value, context) => {
    const schema = choices[kindIn(value)]
    if (!schema) return context.addIssue({ code: 'custom', message: expected })
    for (const { message, path } of schema.safeParse(value).error?.issues ?? []) {
      context.addIssue({ code: 'custom', message, path: [...path] })
    }
  })

export const anything = z.unknown()

/** A text with something in it. */
export const filled = z.string({ error: 'some text' }).refine((text) => text.trim() !== '', 'some text')

const isFilled = (value: object) => Object.keys(value).length > 0

/** Names with values, at least one; the values may be anything. */
export const named = z.record(z.string(), anything).refine(isFilled, 'names with values')

export const namedValues = (value: z.ZodType) => z.record(z.string(), value).refine(isFilled, 'names with values')
