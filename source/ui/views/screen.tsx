import { Box, Static, Text, useInput, useStdout } from 'ink'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ProgressStore } from '../progress-store.ts'
import type { Theme } from '../theme.ts'
import { liveLines } from './live-lines.ts'
import { trailLines } from './trail.ts'

const frameMilliseconds = 100

export interface ScreenProps {
  readonly store: ProgressStore
  readonly theme: Theme
  readonly onInterrupt: () => void
}

/** The trail of what is done, which scrolls away, above the few lines of what is under way. */
export function Screen({ store, theme, onInterrupt }: ScreenProps) {
  const { running, trail, stopping } = useSyncExternalStore(store.subscribe, store.current)
  const { stdout } = useStdout()
  const frame = useFrame()
  useInput((input, key) => {
    if (key.ctrl && input === 'c') onInterrupt()
  })
  // Asked for at every drawing: a remembered width would break the first line after a resize.
  const columns = stdout.columns || 80
  return (
    <Box flexDirection="column">
      <Static items={[...trail]}>
        {(event) => {
          const lines = trailLines(event, columns, theme)
          // As wide as its longest word: Ink would cut an ARN at the edge, and nobody could copy it.
          return (
            <Box
              key={`${event.type} ${event.id}`}
              flexShrink={0}
              width={Math.max(columns, ...lines.map((line) => line.length))}
            >
              <Text>{lines.join('\n')}</Text>
            </Box>
          )
        }}
      </Static>
      {liveLines(running, { columns, now: performance.now(), frame, theme }).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place on the screen and has no other identity.
        <Text key={index} wrap="truncate">
          {line}
        </Text>
      ))}
      {stopping && running.length > 0 && <Text>{theme.warning(' Stopping safely; Ctrl-C again forces.')}</Text>}
    </Box>
  )
}

function useFrame(): number {
  const [frame, setFrame] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setFrame((count) => count + 1), frameMilliseconds)
    return () => clearInterval(timer)
  }, [])
  return frame
}
