declare const packageVersion: string | undefined

/** The version of this program, put in when it is bundled. */
export const version = typeof packageVersion === 'string' ? packageVersion : '0.0.0'
