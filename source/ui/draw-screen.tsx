import { type Instance, render } from 'ink'
import { Screen, type ScreenProps } from './views/screen.tsx'

/** Loaded only when something is drawn: Ink and React are by far the largest part of a start. */
export function drawScreen(props: ScreenProps): Instance {
  return render(<Screen {...props} />, {
    stdout: process.stderr,
    stdin: process.stdin,
    exitOnCtrlC: false,
    patchConsole: false,
  })
}
