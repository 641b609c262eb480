import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { project } from '../../source/steps/project.ts'
import { settings } from '../../source/steps/settings.ts'
import { fakeContext } from '../support/fake-context.ts'
import { repository } from '../support/repository.ts'
import { performStep } from '../support/run-step.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const contextIn = (root: string) => fakeContext({ root, assets: repository })

describe('the project step', () => {
  it('lays a project down in a folder that does not exist yet, once', async () => {
    const context = contextIn(join(temporaryFolder(), 'new', 'twin'))
    expect(await performStep(project, context)).toMatchObject({ outcome: 'applied' })
    expect(context.saves).toBe(1)
    expect(await performStep(project, context)).toMatchObject({ outcome: 'satisfied' })
  })

  it('in a dry run lays nothing down', async () => {
    const root = temporaryFolder()
    expect(await performStep(project, contextIn(root), 'dry-run')).toMatchObject({ outcome: 'planned' })
    expect(readdirSync(root)).toEqual([])
  })

  it('works in place in this very repository', async () => {
    expect(await performStep(project, contextIn(repository.replace(/\/$/, '')), 'dry-run')).toMatchObject({
      outcome: 'satisfied',
    })
  })

  it('refuses a folder with somebody’s work in it, and leaves it as it is', async () => {
    const root = temporaryFolder()
    writeFileSync(join(root, 'thesis.txt'), 'years')
    expect((await performStep(project, contextIn(root))).problem).toMatchObject({
      code: 'DIRECTORY_NOT_EMPTY',
      exitCode: 1,
    })
    expect(readdirSync(root)).toEqual(['thesis.txt'])
  })

  it.each([
    [true, 'missing'],
    [false, 'blocked'],
  ])('asks whether one may write there: %s', (isWritable, status) => {
    const assessment = project.assess({ kind: 'free', root: '/x', isWritable }, contextIn('/x'))
    expect(assessment.status).toBe(status)
    if (assessment.status === 'blocked') expect(assessment.problem).toMatchObject({ code: 'DIRECTORY_NOT_WRITABLE' })
  })
})

describe('the settings step', () => {
  it('writes the answers into the environment’s tfvars and keeps the rest', async () => {
    const root = temporaryFolder()
    mkdirSync(join(root, 'terraform'))
    const file = join(root, 'terraform', 'dev.tfvars')
    writeFileSync(file, '# mine\nproject_name = "old"\nthrottle_rate = 7\n')
    const context = fakeContext({ root, flags: { environment: 'dev', projectName: 'ada', region: 'eu-west-1' } })
    context.found.model = { id: 'eu.nova', arns: ['arn:aws:bedrock:::a'] }
    expect(await performStep(settings, context)).toMatchObject({ outcome: 'applied', detail: 'terraform/dev.tfvars' })
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/^# mine\nproject_name = "ada"\nthrottle_rate = 7\n/)
    expect(text).toContain('aws_region = "eu-west-1"')
    expect(await performStep(settings, context)).toMatchObject({ outcome: 'satisfied' })
  })
})
