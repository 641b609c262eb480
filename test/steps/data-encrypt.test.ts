import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEncrypted } from '../../source/services/data/archive/open-encrypted.ts'
import { dataEncrypt } from '../../source/steps/data-encrypt.ts'
import { localData } from '../../source/steps/data-local.ts'
import { sample, temporaryFolder } from '../data/folders.ts'
import { performStep } from '../support/run-step.ts'
import { dataProject, withKey } from './data-project.ts'

async function ready() {
  const project = dataProject({ contents: sample })
  await withKey(project)
  await performStep(localData, project.context)
  return project
}

describe('the encrypted file', () => {
  it('opens with the key, and is named after the data and those it is for', async () => {
    const { context, root, keyFile } = await ready()
    expect(await performStep(dataEncrypt(undefined), context)).toMatchObject({ outcome: 'applied' })
    const [name = ''] = readdirSync(root).filter((each) => each.endsWith('.age'))
    expect(name).toMatch(new RegExp(`^data-encrypted-${context.found.localData?.version}-[0-9a-f]{8}\\.age$`))
    expect(context.found.encryptedFile).toMatchObject({ path: join(root, name), words: '1 recipient' })
    const opened = await openEncrypted(readFileSync(join(root, name)), readFileSync(keyFile, 'utf8'), name)
    expect(opened.version).toBe(context.found.localData?.version)
  })

  it('takes the place of an older one', async () => {
    const { context, keyFile } = await ready()
    const output = join(temporaryFolder(), 'twin.age')
    writeFileSync(output, 'older')
    expect(await performStep(dataEncrypt(output), context)).toMatchObject({
      outcome: 'applied',
      detail: expect.stringContaining(output),
    })
    expect(await openEncrypted(readFileSync(output), readFileSync(keyFile, 'utf8'), output)).toBeDefined()
  })

  it('is only planned in a dry run', async () => {
    const { context } = await ready()
    const folder = temporaryFolder()
    const step = dataEncrypt(join(folder, 'twin.age'))
    expect(await performStep(step, context, 'dry-run')).toMatchObject({ outcome: 'planned' })
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([
    ['a folder that does not exist', (folder: string) => join(folder, 'no', 'twin.age')],
    ['the place of a folder', (folder: string) => folder],
  ])('that would lie in %s is refused, and nothing is left of it', async (_, outputIn) => {
    const { context } = await ready()
    const around = temporaryFolder()
    const folder = join(around, 'taken')
    writeFileSync(join(around, 'beside.txt'), '')
    mkdirSync(folder)
    const { problem } = await performStep(dataEncrypt(outputIn(folder)), context)
    expect(problem).toMatchObject({
      code: 'FILE_NOT_WRITTEN',
      nextSteps: [expect.stringMatching(/^twin data encrypt --output /)],
    })
    expect(readdirSync(around, { recursive: true }).toSorted()).toEqual(['beside.txt', 'taken'])
  })

  it('for nobody is not written', async () => {
    const { context, root } = dataProject({ contents: sample })
    await performStep(localData, context)
    expect((await performStep(dataEncrypt(undefined), context)).problem).toMatchObject({
      code: 'DATA_RECIPIENTS_MISSING',
    })
    expect(readdirSync(root)).toEqual(['backend'])
  })
})
