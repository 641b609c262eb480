import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../source/services/shell.ts'
import { countJunit, countVitest, runJob } from '../support/jobs.mjs'
import { layers, notLayers } from '../support/layers.mjs'
import { readText, repository } from '../support/repository.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
})

describe('npm test', () => {
  it('has a layer for every folder of test/', () => {
    const folders = readdirSync(join(repository, 'test'), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() && !notLayers.includes(entry.name) && entry.name !== '__pycache__' ? [entry.name] : [],
    )
    const known = layers.map(({ name }) => name)
    expect(folders.filter((name) => !known.includes(name))).toEqual([])
  })

  it('is what .ci/run calls, and nothing else', () => {
    const commands = readText('.ci/run')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'))
    expect(commands).toEqual(['set -euo pipefail', 'cd "$(dirname "$0")/.."', 'npm test'])
    expect(statSync(join(repository, '.ci/run')).mode & 0o111).toBe(0o111)
  })

  it.each([
    ['all passed', [file('passed', 'passed', 'passed')], 0, { passed: 2, failed: 0 }],
    ['one failed', [file('failed', 'passed', 'failed')], 1, { passed: 1, failed: 1 }],
    ['a skipped test counts as failed', [file('passed', 'passed', 'pending')], 0, { passed: 1, failed: 1 }],
    [
      'a file that does not load counts as one',
      [file('failed'), file('passed', 'passed')],
      1,
      { passed: 1, failed: 1 },
    ],
    ['an error outside of tests', [file('passed', 'passed')], 1, { passed: 1, failed: 1 }],
    ['nothing at all', [], 0, { passed: 0, failed: 0 }],
  ])('counts vitest’s tests: %s', (_, testResults, code, counts) => {
    expect(countVitest({ testResults }, code)).toEqual(counts)
  })

  it.each([
    ['<testsuite name="pytest" errors="0" failures="0" skipped="0" tests="7">', 0, { passed: 7, failed: 0 }],
    ['<testsuite name="pytest" errors="1" failures="2" skipped="1" tests="7">', 1, { passed: 3, failed: 4 }],
    ['<testsuite name="pytest" errors="0" failures="0" skipped="0" tests="7">', 2, { passed: 7, failed: 1 }],
  ])('counts pytest’s tests: %s', (suite, code, counts) => {
    expect(countJunit(`<?xml version="1.0"?><testsuites>${suite}</testsuite></testsuites>`, code)).toEqual(counts)
  })

  it('counts a static check as one, and a missing program as failed', async () => {
    const settings = { root: temporaryFolder(), env: { PATH: process.env.PATH }, reports: '' }
    const check = (...command: string[]) => runJob({ kind: 'check', title: 'it', command }, settings)
    expect(await check(process.execPath, '-e', '0')).toMatchObject({ passed: 1, failed: 0 })
    expect(await check(process.execPath, '-e', 'process.exit(3)')).toMatchObject({ passed: 0, failed: 1 })
    expect(await check('no-such-program')).toMatchObject({
      passed: 0,
      failed: 1,
      output: expect.stringContaining('ENOENT'),
    })
  })

  it('refuses a layer that there is not, and ends with the counts', async () => {
    const { exitCode, stdout } = await run([process.execPath, join(repository, 'test/run.mjs'), 'no-such-layer'], {
      allowFailure: true,
    })
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/There is no layer called no-such-layer\. There are: check, .*\n0 passed, 1 failed\n$/)
  })

  it('fails with a sentence when a tool is missing', async () => {
    const bin = temporaryFolder()
    mkdirSync(join(bin, 'empty'))
    writeFileSync(join(bin, 'python3'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const { exitCode, stdout } = await run([process.execPath, join(repository, 'test/run.mjs'), 'backend'], {
      env: { PATH: bin },
      allowFailure: true,
    })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('The tests need Python 3.11 or newer on PATH')
    expect(stdout).toMatch(/\n0 passed, 1 failed\n$/)
  })
})
