import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openAccount } from './support/account.mjs'
import { bundleRun } from './support/bundle-run.mjs'
import { interleave, printCount, printRatio, timeProgram } from './support/measure.mjs'
import { installProgram } from './support/package.mjs'
import { emptyFolder } from './support/places.mjs'
import { processorTime } from './support/processor-time.mjs'

/**
 * Deploying again by the installed tarball: when nothing changed, against a bare `terraform plan` of the same stack;
 * when only the page changed, against a bare `vite build` of the same source. Then counts, and who took how much
 * processor time in a deployment that compares everything.
 */
export async function again({ rounds = 5 }) {
  const cli = await installProgram()
  const account = await openAccount({ cli })
  try {
    await measure({ cli, account, rounds })
  } finally {
    await account.stop()
  }
}

async function measure({ cli, account, rounds }) {
  const project = emptyFolder('project')
  const { env, home } = account
  await timeProgram([process.execPath, cli, 'setup', project, '--rehearse'], { cwd: home, env })
  const command = [process.execPath, cli, 'deploy', 'dev', '--yes']
  const deploy = (more = {}) => timeProgram(command, { cwd: project, env: { ...env, ...more } })
  const terraform = {
    cwd: join(project, 'terraform'),
    env: { ...env, TF_WORKSPACE: 'dev' },
  }
  const planning = ['terraform', 'plan', '-input=false', '-var-file=dev.tfvars', '-var=account_id=123456789012']

  const frontend = join(project, 'frontend')
  changePage(frontend)
  // Installs the page's packages, which the bare build is lent.
  await deploy()
  const bare = emptyFolder('page')
  cpSync(frontend, bare, { recursive: true, filter: (path) => !/node_modules/.test(path) })
  symlinkSync(join(frontend, 'node_modules'), join(bare, 'node_modules'))

  const time = async (work) => (await work()).milliseconds
  const taken = await interleave(rounds, {
    plan: () => time(() => timeProgram(planning, terraform)),
    unchanged: () => time(deploy),
    vite: () => {
      changePage(bare)
      return time(() => timeProgram([join(bare, 'node_modules', '.bin', 'vite'), 'build'], { cwd: bare, env }))
    },
    page: () => {
      changePage(frontend)
      return time(deploy)
    },
  })
  printRatio('terraform plan / deploy of nothing', taken, 'plan', 'unchanged', 'at least 20')
  printRatio('deploy of the page / vite build', taken, 'page', 'vite', 'at most 1.25')

  const requests = await bundleRun('requests-run.ts')
  const asked = async () => {
    const folder = join(home, '.local', 'state', 'create-digital-twin', 'rehearsal')
    return JSON.parse((await timeProgram([process.execPath, requests, folder], { env })).output)
  }
  const counted = countingTerraform()
  // Another Terraform than the last time's: everything is compared, and then it is the same one.
  await deploy(counted.env)
  const [before, runs] = [(await asked()).length, counted.runs()]
  await deploy(counted.env)
  printCount('requests of a deploy of nothing', (await asked()).length - before, 'at most 4')
  printCount('Terraform processes of it', counted.runs() - runs, 'none')

  const { ours, others } = await processorTime([...command, '--force'], { cwd: project, env })
  const share = `${((100 * ours) / others).toFixed(0)} % (${ours.toFixed(0)} ms beside ${others.toFixed(0)} ms)`
  printCount('our processor time on top of Terraform’s, deploy --force', share, 'under 10 %')
}

let changes = 0

/** Something that is seen in the built page. */
function changePage(frontend) {
  changes += 1
  appendFileSync(join(frontend, 'src', 'main.tsx'), `\ndocument.documentElement.dataset.change = '${changes}'\n`)
}

/** A Terraform first on PATH that leaves a line whenever it is started. */
function countingTerraform() {
  const folder = emptyFolder('terraform')
  const log = join(folder, 'runs')
  writeFileSync(log, '')
  const real = execFileSync('sh', ['-c', 'command -v terraform'], { encoding: 'utf8' }).trim()
  const shim = join(folder, 'terraform')
  writeFileSync(shim, `#!/bin/sh\necho >> '${log}'\nexec '${real}' "$@"\n`)
  chmodSync(shim, 0o755)
  return { env: { PATH: `${folder}:${process.env.PATH}` }, runs: () => readFileSync(log, 'utf8').length }
}
