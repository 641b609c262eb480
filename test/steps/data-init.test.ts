import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseDataKey } from '../../source/services/data/age/data-key.ts'
import { makeIdentity } from '../../source/services/data/age/identity.ts'
import { recipientsOf } from '../../source/services/data/key-file.ts'
import { readRecipients } from '../../source/services/data/recipients-file.ts'
import { dataInit, type KeyFacts } from '../../source/steps/data-init.ts'
import { sample, temporaryFolder } from '../data/folders.ts'
import { performStep } from '../support/run-step.ts'
import { dataProject, withKey } from './data-project.ts'

const once = dataInit({ isNew: false })
const recipientsIn = async (file: string) => recipientsOf(await parseDataKey(readFileSync(file, 'utf8')))

describe('what the key step decides', () => {
  const facts: KeyFacts = { key: undefined, isPassphrase: false, own: [], named: [] }
  const inFile = { text: 'x', from: '/home/ada/twin.key' }
  const inVariable = { text: 'x', from: 'DATA_KEY' }
  it.each<[string, boolean, Partial<KeyFacts>, object]>([
    ['nothing', false, {}, { status: 'missing', plan: [expect.stringMatching(/^Make a key/), expect.any(String)] }],
    [
      'a key that nobody names',
      false,
      { key: inFile, own: ['age1a'] },
      { status: 'missing', plan: [expect.any(String)] },
    ],
    ['a key that is named', false, { key: inFile, own: ['age1a'], named: ['age1b', 'age1a'] }, { status: 'satisfied' }],
    [
      'an older key that is named alone',
      false,
      { key: inFile, own: ['age1new', 'age1old'], named: ['age1old'] },
      { status: 'missing' },
    ],
    ['a passphrase', false, { key: inVariable, isPassphrase: true }, { status: 'satisfied' }],
    ['a wish for another', true, { key: inFile, own: ['age1a'], named: ['age1a'] }, { status: 'missing' }],
    [
      'a wish for another beside DATA_KEY',
      true,
      { key: inVariable, own: ['age1a'], named: ['age1a'] },
      { status: 'blocked', problem: { code: 'DATA_KEY_IN_VARIABLE' } },
    ],
  ])('of %s', (_, isNew, given, assessment) => {
    const { context } = dataProject()
    expect(dataInit({ isNew }).assess({ ...facts, ...given }, context)).toMatchObject(assessment)
  })
})

describe('the key step', () => {
  it('makes a key and names its recipient, once', async () => {
    const { context, data, keyFile } = dataProject({ contents: sample })
    const done = await performStep(once, context)
    expect(done).toMatchObject({ outcome: 'applied', detail: `${keyFile} · 1 in backend/data/recipients.txt` })
    expect(await readRecipients(data)).toEqual(await recipientsIn(keyFile))
    const before = readFileSync(keyFile, 'utf8')
    expect(await performStep(once, context)).toMatchObject({ outcome: 'satisfied' })
    expect(readFileSync(keyFile, 'utf8')).toBe(before)
    expect(JSON.stringify(done.host.events)).not.toContain('AGE-SECRET')
  })

  it('in a dry run makes nothing', async () => {
    const { context, data, keyFile } = dataProject({ contents: sample })
    expect(await performStep(once, context, 'dry-run')).toMatchObject({ outcome: 'planned' })
    expect([existsSync(keyFile), existsSync(join(data, 'recipients.txt'))]).toEqual([false, false])
  })

  it('makes a new key that takes the place of the old among the recipients, not in the file', async () => {
    const project = dataProject({ contents: sample })
    const old = await withKey(project)
    const { recipient: bob } = await makeIdentity()
    const file = join(project.data, 'recipients.txt')
    writeFileSync(file, `${readFileSync(file, 'utf8')}# Bob\n${bob}\n`)
    expect(await performStep(dataInit({ isNew: true }), project.context)).toMatchObject({ outcome: 'applied' })
    const [fresh, ...older] = await recipientsIn(project.keyFile)
    expect(older).toEqual([old])
    expect(await readRecipients(project.data)).toEqual([bob, fresh])
    expect(readFileSync(file, 'utf8')).toContain('# Bob\n')
  })

  it('names the recipient of an identity in DATA_KEY, and writes no file of keys', async () => {
    const { identity, recipient } = await makeIdentity()
    const { context, data, keyFile } = dataProject({ contents: sample, env: { DATA_KEY: identity } })
    expect(await performStep(once, context)).toMatchObject({ outcome: 'applied' })
    expect(await readRecipients(data)).toEqual([recipient])
    expect(existsSync(keyFile)).toBe(false)
  })

  it('mends a file of recipients that names nobody', async () => {
    const { context, data } = dataProject({ contents: { ...sample, 'recipients.txt': '# We\n' } })
    expect(await performStep(once, context)).toMatchObject({ outcome: 'applied' })
    expect(await readRecipients(data)).toHaveLength(1)
    expect(readFileSync(join(data, 'recipients.txt'), 'utf8')).toMatch(/^# We\nage1/)
  })

  it('makes no key inside the project, from where it would be committed', async () => {
    const root = temporaryFolder()
    const keyFile = join(root, 'secret', 'twin.key')
    const { context } = dataProject({ contents: sample, root, keyFile })
    expect((await performStep(once, context)).problem).toMatchObject({
      code: 'DATA_KEY_IN_PROJECT',
      nextSteps: [expect.stringMatching(/^twin data init --key-file /)],
    })
    expect(existsSync(keyFile)).toBe(false)
  })
})
