import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { rehearsalEnvironment } from '../../source/rehearsal/environment.ts'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { waitFor } from '../end-to-end/support/processes.ts'
import { isOfTwin, writesIn } from '../end-to-end/support/requests.ts'
import type { Environment } from '../end-to-end/support/run-program.ts'
import { readHealth, siteIn } from '../end-to-end/support/twin.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { expectScreen } from './support/screen-fixture.ts'
import { keys, openTerminal, type Terminal } from './support/terminal.ts'

const program = installProgram()
const world = createWorld(program)
const bin = join(program.bin, 'create-digital-twin')
const expired = {
  status: 403,
  code: 'ExpiredToken',
  message: 'The security token included in the request is expired',
} as const

let terminal: Terminal | undefined
let env: Environment
beforeAll(async () => {
  await world.run(['rehearse', 'start'])
  env = await withProfiles()
})
afterAll(async () => {
  await world.end()
})

/** Somebody with two profiles, who works with the first. */
async function withProfiles(): Promise<Environment> {
  const account = await world.account()
  const { accessKeyId, secretAccessKey } = account.identities.admin
  const folder = join(world.root, 'home', '.aws')
  mkdirSync(folder)
  const profile = (name: string) =>
    `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
  writeFileSync(join(folder, 'credentials'), profile('yesterday') + profile('today'))
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...environment } = rehearsalEnvironment(account, 'admin')
  return { ...world.env, ...environment, AWS_PROFILE: 'yesterday' }
}

/** Has every request refused once the first things of the twin are being made. */
async function expireInApply(seen: number): Promise<void> {
  await waitFor(
    async () => writesIn((await world.requests()).slice(seen)).some(isOfTwin),
    () => 'nothing was being made',
    240_000,
  )
  await world.setFaults([expired])
}

afterEach(async () => {
  terminal?.close()
  await world.setFaults([])
})

it.each([
  ['dev', 100],
  ['test', 40],
] as const)(
  'goes on with other credentials when those of an apply of %s run out, at %i columns',
  async (environment, columns) => {
    const seen = (await world.requests()).length
    const running = openTerminal(bin, ['--yes', '--accept-costs', '--environment', environment], {
      cwd: world.folder,
      env,
      columns,
    })
    terminal = running
    await expireInApply(seen)
    await running.shows(/Which\s+credentials\s+shall\s+be\s+used\s+to\s+go\s+on\?[\s\S]*Stop here/)
    const asked = await running.lines()
    // Whatever was asked first met it.
    expect(asked.join('\n')).toMatch(/✖ Your AWS credentials\s+have expired/)
    expectScreen(`credentials-expired-${columns}`, asked.slice(asked.findIndex((line) => line.includes('What to do'))))
    // What it had made could not be put away in AWS.
    expect(existsSync(join(world.folder, 'terraform', 'errored.tfstate'))).toBe(true)

    await world.setFaults([])
    running.press(keys.down, keys.enter)
    expect(await running.ended(), (await running.lines()).join('\n')).toBe(0)
    const lines = await running.lines()
    const screen = lines.join('\n')
    expect(screen).toMatch(/profile\s+today/)
    expect(screen.match(/What this costs/g)).toHaveLength(1)
    expect(await readHealth(siteIn(screen))).toMatchObject({ status: 'ok', environment })
    expect(existsSync(join(world.folder, 'terraform', 'errored.tfstate'))).toBe(false)
    expect(lines.filter((line) => /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(line))).toEqual([])
    expect(running.isCursorVisible()).toBe(true)
  },
)
