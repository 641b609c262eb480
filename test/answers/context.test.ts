import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createContext } from '../../source/create-context.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

function contextOf(root: string, { dryRun = false, setAside = [] as string[] } = {}) {
  return createContext({
    flags: { directory: root, environment: 'prod', approve: true },
    env: {},
    options: { yes: false, dryRun, interactive: false, verbose: false, skipPreflight: false, sameAccount: '' },
    assets: '/no-assets',
    signal: new AbortController().signal,
    stop: () => undefined,
    onSetAside: (path) => setAside.push(path),
  })
}
const answersFile = (root: string) => join(root, '.twin', 'answers.json')
const saved = (root: string) => JSON.parse(readFileSync(answersFile(root), 'utf8')).answers

describe('the answers of a project', () => {
  it('are kept once there is a project, and found by the next run', async () => {
    const root = temporaryFolder()
    const context = contextOf(root)
    await context.saveAnswers()
    expect(existsSync(join(root, '.twin'))).toBe(false)
    mkdirSync(join(root, '.twin'))
    await context.saveAnswers()
    expect(saved(root)).toEqual({ environment: 'prod' })
    const next = contextOf(root)
    await next.loadAnswers()
    expect(next.answers.known()).toMatchObject({ environment: 'prod' })
  })

  it('are not touched by a dry run', async () => {
    const root = temporaryFolder()
    mkdirSync(join(root, '.twin'))
    await contextOf(root, { dryRun: true }).saveAnswers()
    expect(existsSync(answersFile(root))).toBe(false)
  })

  it('keep a model only when Bedrock has confirmed it', async () => {
    const root = temporaryFolder()
    mkdirSync(join(root, '.twin'))
    const context = contextOf(root)
    context.answers.set('model', 'eu.no-such-model-v1:0')
    await context.saveAnswers()
    expect(saved(root)).not.toHaveProperty('model')
    context.found.model = { id: 'eu.no-such-model-v1:0', arns: [] }
    await context.saveAnswers()
    expect(saved(root)).toMatchObject({ model: 'eu.no-such-model-v1:0' })
  })

  it('that cannot be read are set aside, which is told', async () => {
    const root = temporaryFolder()
    mkdirSync(join(root, '.twin'))
    writeFileSync(answersFile(root), '{')
    const setAside: string[] = []
    await contextOf(root, { setAside }).loadAnswers()
    expect(setAside).toHaveLength(1)
    expect(readFileSync(setAside[0] ?? '', 'utf8')).toBe('{')
  })
})
