// Runs one job of a layer and counts what it counted, by each runner's own machine-readable report.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Milliseconds after which a job that hangs is ended; none takes half of that. */
const longest = 45 * 60_000

/** Runs a job. @returns {{ passed: number, failed: number, output: string }} */
export async function runJob(job, { root, env, reports }) {
  if (job.kind === 'check') {
    const [program, ...args] = job.command
    const { code, output } = await start(program, args, { cwd: join(root, job.folder ?? '.'), env })
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output: `${job.title}\n${output}` }
  }
  return job.kind === 'vitest' ? runVitest(job, { root, env, reports }) : runPytest(job, { root, env, reports })
}

async function runVitest({ projects, workers = 2 }, { root, env, reports }) {
  const report = join(reports, `${projects.join('+')}.json`)
  const { code, output } = await start(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--config', 'test/vitest.config.ts', '--no-color', '--passWithNoTests'],
      ...projects.flatMap((project) => ['--project', project]),
      ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report],
    ],
    // Not as an option: vitest gives that to none of its projects.
    { cwd: root, env: { ...env, VITEST_MAX_WORKERS: String(workers) } },
  )
  if (!existsSync(report)) return { passed: 0, failed: 1, output }
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const folderOf = ({ name }) => relative(join(root, 'test'), name).split(sep)[0]
  const parts = projects.map((project) => ({
    project,
    ...countVitest({ testResults: testResults.filter((file) => folderOf(file) === project) }, 0),
  }))
  return { ...countVitest({ testResults }, code), output, parts }
}

/**
 * A file that could not even be loaded has no tests to fail, so it counts as one itself; so does a
 * test that was skipped, because nobody then knows.
 */
export function countVitest({ testResults }, code) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((each) => each.status !== 'failed'),
  ).length
  const failed = tests.length - passed + unloaded
  // An error outside of every test.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed }
}

async function runPytest({ folder }, { root, env, reports }) {
  const report = join(reports, 'pytest.xml')
  const { code, output } = await start(
    'python',
    ['-m', 'pytest', folder, '-q', '-p', 'no:cacheprovider', '--color=no', `--junitxml=${report}`],
    { cwd: root, env },
  )
  if (!existsSync(report)) return { passed: 0, failed: 1, output }
  return { ...countJunit(readFileSync(report, 'utf8'), code), output }
}

/** The totals of a JUnit report. */
export function countJunit(xml, code) {
  const suites = xml.match(/<testsuite\b[^>]*>/g) ?? []
  const sum = (name) =>
    suites.reduce((total, suite) => total + Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0), 0)
  const failed = sum('errors') + sum('failures') + sum('skipped')
  return { passed: sum('tests') - failed, failed: failed === 0 && code !== 0 ? 1 : failed }
}

/** Runs a program without a terminal; its whole group ends with it. */
function start(program, args, { cwd, env }) {
  return new Promise((resolve) => {
    const isGroup = process.platform !== 'win32'
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: isGroup })
    const end = () => {
      try {
        process.kill(isGroup ? -child.pid : child.pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    }
    const chunks = []
    const timer = setTimeout(() => {
      chunks.push(`\nStill not done after ${longest / 60_000} minutes, so it was ended.\n`)
      end()
    }, longest)
    process.once('exit', end)
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    const finish = (code, problem = '') => {
      clearTimeout(timer)
      process.removeListener('exit', end)
      resolve({ code, output: chunks.join('') + problem })
    }
    child.once('error', (problem) => finish(127, `${problem.message}\n`))
    child.once('close', (code) => finish(code ?? 1))
  })
}
