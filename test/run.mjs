// `npm test`: finds or fetches what the tests need, runs the layers in order, counts every test.
// `npm test -- pure engine` runs only those layers. The last line is "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from '../source/release/prepare.mjs'
import { runJob } from './support/jobs.mjs'
import { layers } from './support/layers.mjs'
import { testEnvironment } from './support/test-environment.mjs'
import { prepareVenv } from './support/test-venv.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
/** Milliseconds after which a layer that still runs says so. */
const patience = 60_000

const say = (text) => process.stdout.write(`${text}\n`)

function chooseLayers(names) {
  const unknown = names.filter((name) => layers.every((layer) => layer.name !== name))
  if (unknown.length === 0) return names.length === 0 ? layers : layers.filter(({ name }) => names.includes(name))
  say(`There is no layer called ${unknown.join(', ')}. There are: ${layers.map(({ name }) => name).join(', ')}`)
  say('0 passed, 1 failed')
  process.exit(1)
}

/**
 * What layers need, each found or made once: a promise of a folder of programs, or of nothing. Python's packages
 * arrive while the layers that do without are already running.
 */
function settleNeeds(needs) {
  const ways = {
    packages: async () => existsSync(join(root, 'node_modules', 'vitest')) || prepare(),
    bundle: async () => prepare(),
    frontend: async () => {
      if (!existsSync(join(root, 'frontend', 'node_modules', 'vite'))) install(join(root, 'frontend'))
    },
    terraform: async () =>
      requireProgram(
        ['terraform', 'tofu'],
        ['version'],
        'Terraform 1.10 or newer: https://developer.hashicorp.com/terraform/install',
      ),
    git: async () => requireProgram(['git'], ['--version'], 'git: https://git-scm.com/downloads'),
    python: () => prepareVenv(root, 'rehearsal', say),
    backend: () => prepareVenv(root, 'backend', say),
  }
  // In this order: npm empties the folder that Python's packages are put into.
  const wanted = Object.keys(ways).filter((need) => need === 'packages' || needs.has(need))
  const settled = new Map(wanted.map((need) => [need, ways[need]()]))
  // A layer that needs it tells what went wrong.
  for (const promise of settled.values()) promise.catch(() => {})
  return settled
}

function requireProgram(names, args, what) {
  const isThere = (name) => spawnSync(name, args, { stdio: 'ignore' }).status === 0
  if (!names.some(isThere)) throw new Error(`The tests need ${what} (${names.join(' or ')} was not found on PATH).`)
}

function install(folder) {
  say(`· Installing the chat page’s packages: npm ci in ${folder}`)
  const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm ci in ${folder} failed.`)
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s`

/** The layer's Python, where it needs one, comes first on its PATH. */
async function settingsOf({ needs }, settled) {
  const all = await Promise.allSettled(['packages', ...needs].map((need) => settled.get(need)))
  const trouble = all.find(({ status }) => status === 'rejected')?.reason.message
  const python = ['python', 'backend'].filter((need) => needs.includes(need))
  const programs = trouble ? [] : await Promise.all(python.map((need) => settled.get(need)))
  return { trouble, settings: { root, env: testEnvironment(process.env, home, programs), reports } }
}

/** Runs jobs, two at a time: there are two cores at least, and vitest has workers of its own. */
async function runJobs(name, jobs, settings) {
  const results = []
  const queue = [...jobs]
  const start = performance.now()
  const heartbeat = setInterval(() => say(`  ${name.padEnd(12)} still running ${seconds(start)}`), patience)
  const work = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) results.push(await runJob(job, settings))
  }
  await Promise.all([work(), work()])
  clearInterval(heartbeat)
  return results
}

const total = { passed: 0, failed: 0 }

/** Tells how a layer ended, and counts it. */
function close(name, { passed, failed }, time = '') {
  const isEmpty = passed + failed === 0
  const words = isEmpty ? 'has no tests' : `${passed} passed${failed > 0 ? `, ${failed} FAILED` : ''}`
  say(`${failed > 0 || isEmpty ? '✖' : '✔'} ${name.padEnd(12)} ${words.padEnd(24)} ${time}`.trimEnd())
  total.passed += passed
  total.failed += isEmpty ? 1 : failed
}

function tellFailures(results) {
  for (const { failed, output } of results) if (failed > 0) say(`${output.trimEnd()}\n`)
}

async function runLayer(layer, settled) {
  const { trouble, settings } = await settingsOf(layer, settled)
  const start = performance.now()
  const results = trouble
    ? [{ passed: 0, failed: 1, output: trouble }]
    : await runJobs(layer.name, layer.jobs, settings)
  const sum = (of) => results.reduce((all, result) => all + result[of], 0)
  close(layer.name, { passed: sum('passed'), failed: sum('failed') }, seconds(start))
  tellFailures(results)
}

/** Layers that run in one vitest. With a worker more than elsewhere: the programs that they start spend time waiting. */
async function runTogether(layers, settled) {
  const readiness = await Promise.all(layers.map((layer) => settingsOf(layer, settled)))
  const ready = layers.filter((_, index) => !readiness[index].trouble)
  for (const layer of layers) if (!ready.includes(layer)) await runLayer(layer, settled)
  if (ready.length === 0) return
  const start = performance.now()
  const needs = [...new Set(ready.flatMap((layer) => layer.needs))]
  const { settings } = await settingsOf({ needs }, settled)
  const job = {
    kind: 'vitest',
    projects: ready.flatMap(({ jobs }) => jobs.flatMap(({ projects }) => projects)),
    workers: 3,
  }
  const name = ready[0].together
  const results = await runJobs(name, [job], settings)
  for (const { parts = [], failed } of results) {
    for (const { project, ...counts } of parts) close(project, counts)
    // A report that is missing, or an error outside of every test.
    const more = failed - parts.reduce((sum, part) => sum + part.failed, 0)
    if (more > 0) close(name, { passed: 0, failed: more })
  }
  say(`  ${'together'.padEnd(37)} ${seconds(start)}`)
  tellFailures(results)
}

/** Neighbours that belong together side by side; all others one after the other. */
function turnsOf(layers) {
  const turns = []
  for (const layer of layers) {
    if (layer.together && turns.at(-1)?.[0].together === layer.together) turns.at(-1).push(layer)
    else turns.push([layer])
  }
  return turns
}

const chosen = chooseLayers(process.argv.slice(2))
const start = performance.now()
const settled = settleNeeds(new Set(chosen.flatMap(({ needs }) => needs)))
const home = mkdtempSync(join(tmpdir(), 'twin-test-home-'))
const reports = mkdtempSync(join(tmpdir(), 'twin-test-reports-'))
process.once('exit', () => {
  for (const folder of [home, reports]) rmSync(folder, { recursive: true, force: true })
})
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => process.exit(130))

for (const turn of turnsOf(chosen)) {
  if (turn[0].together) await runTogether(turn, settled)
  else await runLayer(turn[0], settled)
}
say(`\n${chosen.length} layers in ${seconds(start).trim()}`)
say(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
