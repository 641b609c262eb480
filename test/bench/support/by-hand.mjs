import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { timeProgram } from './measure.mjs'
import { emptyFolder } from './places.mjs'

/** Milliseconds. */
const longestWait = 120_000

/** Terraform as it comes waits until the distribution is everywhere. */
const override = 'resource "aws_cloudfront_distribution" "twin" {\n  wait_for_deployment = true\n}\n'

/**
 * A first deployment as a shell script does it, one command after the other: packages, Terraform, data, page, cleared
 * cache, health. What the script would find ready (bucket, table, pip's and npm's caches, the provider) is ready.
 * @returns milliseconds
 */
export async function deployByHand({ aws, project, env, init, apply }) {
  const terraform = join(project, 'terraform')
  const frontend = join(project, 'frontend')
  const target = emptyFolder('packages')
  writeFileSync(join(terraform, 'wait_override.tf'), override)
  let total = 0
  const step = async (command, cwd = project) => {
    const { milliseconds, output } = await timeProgram(command, { cwd, env })
    total += milliseconds
    return output
  }
  await step(['python3', '-m', 'pip', 'install', '--quiet', '--target', target, ...forLambda(project)])
  await step(['python3', '-m', 'zipfile', '-c', join(target, 'layer.zip'), ...readdirSync(target).map(below(target))])
  await step(['python3', '-m', 'zipfile', '-c', join(target, 'code.zip'), join(project, 'backend', 'app')])
  await step(init, terraform)
  await step(apply, terraform)
  const outputs = JSON.parse(await step([init[0], 'output', '-json'], terraform))
  const of = (name) => outputs[name].value
  await step([aws, 's3', 'sync', join(project, 'backend', 'data'), `s3://${of('data_bucket')}`, '--only-show-errors'])
  await step(['npm', 'ci', '--no-audit', '--no-fund'], frontend)
  await step(['npm', 'run', 'build'], frontend)
  await step([aws, 's3', 'sync', join(frontend, 'dist'), `s3://${of('frontend_bucket')}`, '--only-show-errors'])
  await step([
    ...[aws, 'cloudfront', 'create-invalidation', '--paths', '/*'],
    ...['--distribution-id', of('cloudfront_distribution_id')],
  ])
  return total + (await untilHealthy(of('cloudfront_domain_name')))
}

const below = (folder) => (name) => join(folder, name)

const forLambda = (project) => [
  ...['--requirement', join(project, 'backend', 'requirements.txt'), '--only-binary=:all:'],
  ...['--python-version', '3.13', '--platform', 'manylinux2014_aarch64', '--platform', 'manylinux_2_28_aarch64'],
]

async function untilHealthy(domain) {
  const start = performance.now()
  for (;;) {
    const answer = await fetch(`http://${domain}/api/health`).catch(() => undefined)
    if (answer?.ok) return performance.now() - start
    if (performance.now() - start > longestWait) throw new Error(`http://${domain}/api/health does not answer.`)
    await pause(500)
  }
}
