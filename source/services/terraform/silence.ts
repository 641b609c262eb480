import { exitCodes, UserError } from '../../errors.ts'
import type { TerraformEvent } from './event.ts'

/** Milliseconds without a word from AWS, after which a request is taken for lost: while it is read, and while it is changed. */
export const patience = { reading: 90_000, changing: 150_000 } as const

/** What takes its time without being lost: the provider asks over and over whether it is done. */
const isSlow = (type: string) => /^aws_(cloudfront_distribution|acm_certificate_validation)$/.test(type)

export interface SilenceWatch {
  heard(event: TerraformEvent): void
  end(): void
}

/**
 * Watches what Terraform tells. Neither it nor its provider ever gives a request up whose answer stays out (a wireless
 * network that changed, a proxy that forgot the connection): they would wait for ever, and say every ten seconds that
 * they still do.
 * @param onSilence called once, with the addresses of what is waited for.
 */
export function watchSilence(
  onSilence: (waiting: readonly string[]) => void,
  now = () => performance.now(),
): SilenceWatch {
  const running = new Map<string, string>()
  let last = now()
  const timer = setInterval(() => {
    if ([...running.values()].some(isSlow)) return
    if (now() - last < (running.size > 0 ? patience.changing : patience.reading)) return
    clearInterval(timer)
    onSilence([...running.keys()])
  }, 1_000)
  timer.unref()
  return {
    heard: (event) => {
      if (event.type === 'working') return
      last = now()
      if (event.type === 'started') running.set(event.resource.address, event.resource.type)
      if (event.type === 'finished' || event.type === 'errored') running.delete(event.resource.address)
    },
    end: () => clearInterval(timer),
  }
}

export function awsSilent(waiting: readonly string[]): UserError {
  const minutes = (waiting.length > 0 ? patience.changing : patience.reading) / 60_000
  const what = waiting.length > 0 ? ` about ${waiting.join(', ')}` : ''
  return new UserError(
    'AWS_SILENT',
    `AWS gave Terraform no answer${what} for ${minutes} minutes. Terraform was stopped safely.`,
    [
      'Look at the network: a VPN, a proxy or a firewall may have forgotten the connection.',
      'Then run the same command again: it goes on where it stopped.',
    ],
    exitCodes.outsideTool,
  )
}

export const isSilence = (problem: unknown): boolean => problem instanceof UserError && problem.code === 'AWS_SILENT'
