import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openAccount } from './support/account.mjs'
import { findAws } from './support/aws-command-line.mjs'
import { bundleRun } from './support/bundle-run.mjs'
import { deployByHand } from './support/by-hand.mjs'
import { cleanEnvironment, interleave, printCount, printRatio, timeProgram } from './support/measure.mjs'
import { installProgram } from './support/package.mjs'
import { emptyFolder } from './support/places.mjs'

/**
 * A first deployment into an empty account by the installed tarball, against Terraform alone on the
 * same files with its packages, state bucket and lock table ready, and against all that a deploy script does, one
 * command after the other. Each round has a new account and a new copy of the project; the caches of pip and npm, the
 * provider and moto's own environment are warm on all sides.
 */
export async function deploy({ rounds = 5 }) {
  const cli = await installProgram()
  const home = emptyFolder('home')
  const model = await setUp(cli, home)
  const prepare = await bundleRun('deploy-prepare.ts')
  const aws = await findAws()
  let providersFrom
  const accountStarts = []

  const inNewAccount = async (work) => {
    const account = await openAccount({ cli, home })
    accountStarts.push(account.startMilliseconds)
    try {
      return await work(account, copyOf(model))
    } finally {
      await account.stop()
    }
  }
  const ours = () =>
    inNewAccount(async ({ env }, project) => {
      rmSync(join(project, '.twin'), { recursive: true })
      const command = [process.execPath, cli, 'deploy', 'dev', '--rehearse', '--yes', '--cwd', project]
      return (await timeProgram(command, { cwd: project, env: plain(env) })).milliseconds
    })
  const made = async ({ env }, project) => {
    const { output } = await timeProgram([process.execPath, prepare], { cwd: project, env })
    const ready = JSON.parse(output.slice(output.lastIndexOf('\n{') + 1))
    providersFrom = ready.providersFrom
    return ready
  }
  const raw = () =>
    inNewAccount(async (account, project) => {
      const { init, apply, ...ready } = await made(account, project)
      const cwd = join(project, 'terraform')
      const first = await timeProgram(init, { cwd, env: ready.env })
      const second = await timeProgram(apply, { cwd, env: ready.env })
      return first.milliseconds + second.milliseconds
    })
  const hand = () =>
    inNewAccount(async (account, project) => deployByHand({ aws, project, ...(await made(account, project)) }))
  const taken = await interleave(rounds, { raw, ours, hand })
  printCount('providers from', providersFrom)
  printCount('starting the account, in none of them', `${(Math.min(...accountStarts) / 1000).toFixed(1)} s at best`)
  printRatio('first deploy / terraform init + apply', taken, 'ours', 'raw', 'at most 1.3')
  printRatio('a script, step by step / first deploy', taken, 'hand', 'ours', 'at least 3')
}

/** Lays a project down with the installed program, and warms what is warm for anybody's second project. */
async function setUp(cli, home) {
  const project = emptyFolder('model')
  const account = await openAccount({ cli, home })
  const env = plain(account.env)
  const { milliseconds } = await timeProgram([process.execPath, cli, 'setup', project, '--rehearse'], {
    cwd: home,
    env,
  })
  printCount('the very first set-up, caches as they are', `${(milliseconds / 1000).toFixed(1)} s`)
  await account.stop()
  rmSync(join(project, 'terraform', '.terraform'), { recursive: true, force: true })
  return project
}

function copyOf(model) {
  const project = emptyFolder('project')
  cpSync(model, project, { recursive: true })
  return project
}

/** Without the account's variables: the program finds the account by itself. */
const plain = ({ HOME }) => cleanEnvironment({ HOME, XDG_STATE_HOME: undefined, XDG_CACHE_HOME: undefined })
