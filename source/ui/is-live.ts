export interface LiveWish {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly json: boolean
  readonly plain: boolean
}

/** Ink only where a person looks at a terminal: it writes cursor codes into pipes, and CI logs every frame. */
export function isLive({ env, json, plain }: LiveWish): boolean {
  const off =
    json || plain || (env.CI && !/^(0|false)$/i.test(env.CI)) || env.TERM === 'dumb' || env.INK_SCREEN_READER === 'true'
  return Boolean(process.stdin.isTTY && process.stderr.isTTY) && !off
}
