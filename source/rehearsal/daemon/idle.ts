export interface IdleTimer {
  /** Somebody used the account: it has the whole time again. */
  touch(): void
  stop(): void
}

/** Calls `onIdle` once nothing has touched it for that many milliseconds. */
export function createIdleTimer(milliseconds: number, onIdle: () => void): IdleTimer {
  let last = Date.now()
  let timer = setTimeout(look, milliseconds)
  timer.unref()
  function look() {
    const left = last + milliseconds - Date.now()
    if (left <= 0) return onIdle()
    timer = setTimeout(look, left)
    timer.unref()
  }
  return {
    touch() {
      last = Date.now()
    },
    stop: () => clearTimeout(timer),
  }
}
