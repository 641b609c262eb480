import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface WorkerOptions {
  readonly python: string
  /** The file that holds `workerSource`. */
  readonly program: string
  readonly handler: string
  readonly cwd: string
  readonly env: Record<string, string>
  readonly onLog: (line: string) => void
}

export interface Call {
  readonly event: string
  readonly context: { readonly requestId: string; readonly arn: string; readonly milliseconds: number }
}

export type Outcome = { readonly kind: 'result'; readonly payload: string } | { readonly kind: 'failed' }

type Message =
  | { readonly type: 'ready' | 'error' }
  | { readonly type: 'unusable'; readonly reason: string }
  | { readonly type: 'result'; readonly payload: string }

/**
 * One execution environment: a Python process that has the handler imported and answers one call at a time.
 * `-S` keeps this machine's own packages out: what is not in the function, its layers or the runtime is not there.
 */
export function startWorker(options: WorkerOptions) {
  const child = spawn(options.python, ['-S', '-s', '-u', options.program, options.handler], {
    cwd: options.cwd,
    env: options.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
  let waiting: ((message: Message | undefined) => void) | undefined
  let running = true
  const messages: (Message | undefined)[] = []
  const deliver = (message: Message | undefined) => {
    if (waiting) waiting(message)
    else messages.push(message)
    waiting = undefined
  }
  const next = () =>
    messages.length > 0 || !running
      ? Promise.resolve(messages.shift())
      : new Promise<Message | undefined>((resolve) => {
          waiting = resolve
        })

  createInterface({ input: child.stdout }).on('line', (line) => deliver(JSON.parse(line) as Message))
  createInterface({ input: child.stderr }).on('line', options.onLog)
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      running = false
      deliver(undefined)
      resolve()
    }
    child.once('error', (error) => {
      options.onLog(`The worker cannot be started: ${error.message}`)
      end()
    })
    child.once('close', end)
  })
  // A worker that dies while being written to says so by ending.
  child.stdin.on('error', () => undefined)

  const ready = next().then((message) => message?.type === 'ready')
  return {
    /** Settles once the handler is imported, with whether it could be. */
    ready,
    isRunning: () => running,
    /** Only after `ready`, and one at a time. `failed` when the handler raised or the process ended. */
    async call({ event, context }: Call): Promise<Outcome> {
      child.stdin.write(`{"event":${event},"context":${JSON.stringify(context)}}\n`)
      const message = await next()
      return message?.type === 'result' ? { kind: 'result', payload: message.payload } : { kind: 'failed' }
    },
    async stop(): Promise<void> {
      child.kill('SIGKILL')
      await gone
    },
  }
}

export type Worker = ReturnType<typeof startWorker>
