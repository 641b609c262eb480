import type { Command } from './command.ts'

/** The code of each command, loaded only when that command is asked for. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  setup: async () => (await import('./setup.ts')).setup,
  deploy: async () => (await import('./deploy.ts')).deploy,
  destroy: async () => (await import('./destroy.ts')).destroy,
  doctor: async () => (await import('./doctor.ts')).doctor,
  status: async () => (await import('./status.ts')).status,
  open: async () => (await import('./open.ts')).open,
  logs: async () => (await import('./logs.ts')).logs,
  dev: async () => (await import('./dev.ts')).dev,
  unlock: async () => (await import('./unlock.ts')).unlock,
  data: async () => (await import('./data.ts')).data,
  policy: async () => (await import('./policy.ts')).policy,
  'api-url': async () => (await import('./api-url.ts')).apiUrl,
  rehearse: async () => (await import('./rehearse.ts')).rehearse,
}

export function loadCommand(name: string): Promise<Command> {
  const load = loaders[name]
  if (!load) throw new Error(`The command “${name}” is in the table, but nothing loads it.`)
  return load()
}
