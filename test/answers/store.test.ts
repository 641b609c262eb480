import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasNoAnswers, openAnswerStore } from '../../source/answers/store.ts'
import { UserError } from '../../source/errors.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const file = (folder: string) => join(folder, 'answers.json')
const write = (folder: string, text: string) => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(file(folder), text)
}

describe('saved answers', () => {
  it('come back as they were saved', () => {
    const folder = join(temporaryFolder(), '.twin')
    expect(hasNoAnswers(folder)).toBe(true)
    const store = openAnswerStore(folder)
    expect(store.saved).toEqual({})
    store.save({ region: 'eu-west-1', environment: 'prod', projectName: 'ada' })
    expect(hasNoAnswers(folder)).toBe(false)
    expect(openAnswerStore(folder).saved).toEqual({ region: 'eu-west-1', environment: 'prod', projectName: 'ada' })
  })

  it('are readable by their owner alone, under any umask', () => {
    const folder = temporaryFolder()
    const before = process.umask(0)
    try {
      openAnswerStore(folder).save({ region: 'eu-west-1' })
    } finally {
      process.umask(before)
    }
    expect(statSync(file(folder)).mode & 0o777).toBe(0o600)
  })

  it('are written whole: nothing half-written stays beside them', () => {
    const folder = temporaryFolder()
    const store = openAnswerStore(folder)
    for (const environment of ['dev', 'test', 'prod'] as const) store.save({ environment })
    expect(readdirSync(folder)).toEqual(['answers.json'])
    expect(JSON.parse(readFileSync(file(folder), 'utf8'))).toEqual({ version: 1, answers: { environment: 'prod' } })
  })

  it('hold no approval, no folder, and nothing that only looks like an answer', () => {
    const folder = temporaryFolder()
    const all = {
      region: 'eu-west-1',
      acceptCosts: true,
      approve: true,
      confirm: 'dev',
      directory: '/x',
      DATA_KEY: 's3cret',
    }
    openAnswerStore(folder).save(all)
    expect(JSON.parse(readFileSync(file(folder), 'utf8')).answers).toEqual({ region: 'eu-west-1' })
  })

  it.each([
    ['is no JSON', '{"version": 1, "answ'],
    ['is empty', ''],
    ['holds answers of another kind', '{"version":1,"answers":{"environment":"stage"}}'],
    ['holds no object of answers', '{"version":1,"answers":"yes"}'],
    ['is a list', '[1,2]'],
    ['is somebody else’s', '{"editor.fontSize":12}'],
  ])('are set aside and never erased when the file %s', (_, text) => {
    const folder = temporaryFolder()
    write(folder, text)
    const store = openAnswerStore(folder)
    expect(store.saved).toEqual({})
    expect(store.setAside).toMatch(/answers\.damaged-\d{4}-.*\.json$/)
    expect(readFileSync(store.setAside ?? '', 'utf8')).toBe(text)
    store.save({ region: 'eu-west-1' })
    expect(openAnswerStore(folder).saved).toEqual({ region: 'eu-west-1' })
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('of a newer version are refused and left as they are', () => {
    const folder = temporaryFolder()
    const text = '{"version":2,"answers":{"region":"eu-west-1"}}'
    write(folder, text)
    expect(() => openAnswerStore(folder)).toThrow(UserError)
    expect(() => openAnswerStore(folder)).toThrow(expect.objectContaining({ code: 'ANSWERS_TOO_NEW' }))
    expect(readFileSync(file(folder), 'utf8')).toBe(text)
    expect(readdirSync(folder)).toEqual(['answers.json'])
  })
})
