import { parseArgs } from 'node:util'
import { type OpenAccount, openAccount } from './daemon/account.ts'
import { createIdleTimer, type IdleTimer } from './daemon/idle.ts'
import { reportFailure, reportProgress } from './daemon/progress-file.ts'
import { findAndStartMoto } from './moto/find-moto.ts'
import { removeRecord, writeRecord } from './record.ts'

/** The background process of a rehearsal: moto, gateway and edges, until it is stopped or nobody uses it. */

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    'project-name': { type: 'string' },
    region: { type: 'string' },
    'runtime-requirements': { type: 'string' },
    'idle-seconds': { type: 'string', default: '3600' },
  },
})
const { home = '', region = '' } = values

const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`)

/** Milliseconds that tidying up may take before the process ends all the same; moto then ends by itself. */
const stopLimit = 8000

async function main(): Promise<void> {
  const moto = await findAndStartMoto({
    home,
    onProgress: (message) => void reportProgress(home, message),
    onOutput: (line) => log(`moto: ${line}`),
  })
  let account: OpenAccount | undefined
  let idle: IdleTimer | undefined
  let stopping = false
  const stop = async (why: string) => {
    if (stopping) return
    stopping = true
    log(`stopping: ${why}`)
    setTimeout(() => process.exit(1), stopLimit).unref()
    await removeRecord(home, process.pid)
    await account?.close()
    await moto.stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(signal))
  account = await openAccount({
    home,
    region,
    moto,
    log,
    projectName: values['project-name'] ?? '',
    runtimeRequirements: values['runtime-requirements'] ?? '',
    onUse: () => idle?.touch(),
    onStop: () => void stop('asked to'),
  })
  void moto.ended.then(() => stop('moto ended'))
  idle = createIdleTimer(Number(values['idle-seconds']) * 1000, () => void stop('unused'))
  await writeRecord(home, account.record)
  log(`ready at ${account.record.endpoint}`)
}

process.on('unhandledRejection', (error) => log(`unhandled: ${error instanceof Error ? error.stack : String(error)}`))

main().catch((error: unknown) => {
  log(`failed: ${error instanceof Error ? error.stack : String(error)}`)
  reportFailure(home, error)
  process.exit(1)
})
