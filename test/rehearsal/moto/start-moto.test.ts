import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { startMoto } from '../../../source/rehearsal/moto/start-moto.ts'
import { temporaryFolder, writeFiles } from '../../build/temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000 })
afterEach(() => vi.unstubAllEnvs())

/** botocore looks into ~/.aws/models first: what it finds there stands for a botocore of that age. */
async function startWithProtocols(protocols: readonly string[]) {
  const home = await temporaryFolder()
  const model = { version: '2.0', metadata: { apiVersion: '2010-08-01', endpointPrefix: 'monitoring', protocols } }
  await writeFiles(home, {
    [join('.aws', 'models', 'cloudwatch', '2010-08-01', 'service-2.json')]: JSON.stringify(model),
  })
  vi.stubEnv('HOME', home)
  vi.stubEnv('USERPROFILE', home)
  const lines: string[] = []
  const moto = await startMoto('python3', (line) => lines.push(line))
  await moto?.stop()
  return { isStarted: moto !== undefined, printed: lines.join('\n') }
}

test('a Python whose botocore knows CloudWatch’s JSON protocol runs the account', async () => {
  expect(await startWithProtocols(['json', 'query'])).toMatchObject({ isStarted: true })
})

test('an older one is passed over, and its reason is in the log', async () => {
  expect(await startWithProtocols(['query'])).toEqual({ isStarted: false, printed: expect.stringMatching(/too old/) })
})

test('a Python that is not there is passed over', async () => {
  expect(await startMoto('python-that-nobody-has', () => undefined)).toBeUndefined()
})
