import { rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createEdge, type Edge } from '../../../source/rehearsal/edge/create-edge.ts'
import { buildDependenciesPackage } from '../../../source/services/build/dependencies-package.ts'
import { findPython } from '../../../source/services/build/find-python.ts'
import { buildFunctionPackage } from '../../../source/services/build/function-package.ts'
import { run } from '../../../source/services/shell.ts'
import { makeFolder, writeFiles } from '../../build/temporary-folder.ts'
import { writeWheel } from '../../build/wheel.ts'
import { accountId, deployStack, region, type Stack } from './deploy-stack.ts'
import { type EmulatedAccount, startEmulatedAccount } from './emulated-account.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 })

const handler = `
import json, os, sys, time
import tiny, tiny.native_facts, runtime_part

def handler(event, context):
    path = event['rawPath']
    if path == '/api/raise':
        raise RuntimeError('on purpose')
    if path == '/api/sleep':
        time.sleep(30)
    if path == '/api/exit':
        os._exit(3)
    print('handled', path)
    seen = {'event': event, 'environment': dict(os.environ), 'tiny': tiny.x, 'runtime': runtime_part.x,
            'path': sys.path, 'pid': os.getpid(), 'left': context.get_remaining_time_in_millis(), 'release': 'RELEASE'}
    return {'statusCode': 200, 'headers': {'content-type': 'application/json'}, 'cookies': ['a=1; HttpOnly', 'b=2'],
            'body': json.dumps(seen)}
`

let folder: string
let account: EmulatedAccount
let stack: Stack
let edge: Edge
let site: string
const lines: string[] = []

/** What the handler above answers. */
interface Seen {
  event: { headers: Record<string, string> }
  environment: Record<string, string>
  path: string[]
  pid: number
  left: number
  release: string
}

const readSeen = async (response: Response) => (await response.json()) as Seen
const ask = async () => readSeen(await fetch(`${site}/api/x`))

async function packFunction(release: string): Promise<string> {
  const backendDirectory = join(folder, `backend-${release}`)
  await writeFiles(backendDirectory, { 'app/__init__.py': '', 'app/handler.py': handler.replace('RELEASE', release) })
  return (await buildFunctionPackage({ backendDirectory, output: join(folder, `${release}.zip`) })).path
}

beforeAll(async () => {
  folder = await makeFolder()
  vi.stubEnv('PIP_NO_INDEX', '1')
  vi.stubEnv('PIP_FIND_LINKS', folder)
  vi.stubEnv('EDGE_TEST_AMBIENT', 'must not be seen')
  const files = { 'tiny/__init__.py': 'x = 1\n', 'tiny/native_facts.py': 'fast = True\n' }
  const native = { 'tiny/native.cpython-313-aarch64-linux-gnu.so': 'machine code' }
  const wheel = { name: 'tiny', version: '1.0' }
  const line = await writeWheel(folder, {
    ...wheel,
    tag: 'cp313-cp313-manylinux2014_aarch64',
    files: { ...files, ...native },
  })
  await writeWheel(folder, { ...wheel, tag: 'py3-none-any', files })
  await writeWheel(folder, {
    name: 'runtime_part',
    version: '2.0',
    tag: 'py3-none-any',
    files: { 'runtime_part.py': 'x = 2\n' },
  })
  await writeFile(join(folder, 'requirements.txt'), line)
  await writeFile(join(folder, 'requirements-runtime.txt'), 'runtime_part==2.0\n')
  const python = (await findPython()).path
  const layer = await buildDependenciesPackage({
    requirementsFile: join(folder, 'requirements.txt'),
    python,
    output: join(folder, 'layer.zip'),
    cacheDirectory: join(folder, 'cache'),
    run,
  })
  account = await startEmulatedAccount()
  stack = await deployStack(account, { code: await packFunction('one'), layer: layer.path })
  edge = createEdge({
    endpoint: account.endpoint,
    region,
    account: accountId,
    credentials: account.credentials,
    python,
    backendRuntimeRequirements: join(folder, 'requirements-runtime.txt'),
    home: join(folder, 'home'),
    log: (text) => lines.push(text),
  })
  site = `http://127.0.0.1:${await edge.openSite(stack.id)}`
})

afterAll(async () => {
  await edge?.close()
  await account?.stop()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const page = `<!doctype html><title>Twin</title>${' '.repeat(2000)}`

test('a bucket that lets nobody in is 403; then it lets CloudFront read; then tell what is missing', async () => {
  await stack.put('index.html', page, 'text/html; charset=utf-8')
  expect((await fetch(`${site}/`)).status).toBe(403)

  await stack.letCloudFrontRead(['s3:GetObject'])
  await vi.waitFor(async () => expect((await fetch(`${site}/`)).status).toBe(200), { timeout: 10_000 })
  const missing = await fetch(`${site}/nothing`)
  expect(missing.status).toBe(403)
  expect(await missing.text()).toContain('<Code>AccessDenied</Code>')

  await stack.letCloudFrontRead(['s3:GetObject', 's3:ListBucket'])
  await vi.waitFor(async () => expect((await fetch(`${site}/nothing`)).status).toBe(404), { timeout: 10_000 })
  expect(await (await fetch(`${site}/nothing`)).text()).toBe(page)
})

test('the page comes with its headers, compressed, and is not sent twice', async () => {
  const response = await fetch(`${site}/`)
  expect(await response.text()).toBe(page)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-encoding': 'gzip',
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=31536000',
  })
  const again = await fetch(`${site}/`, { headers: { 'if-none-match': String(response.headers.get('etag')) } })
  expect(again.status).toBe(304)
  const head = await fetch(`${site}/`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect((await fetch(`${site}/`, { method: 'POST' })).status).toBe(403)
})

test('a function that lets nobody call it is 500; with the permission its handler answers', async () => {
  const refused = await fetch(`${site}/api/x`)
  expect([refused.status, await refused.json()]).toEqual([500, { message: 'Internal Server Error' }])
  await stack.letApiInvoke()
  await vi.waitFor(async () => expect((await fetch(`${site}/api/x`)).status).toBe(200), { timeout: 50_000 })
})

test('the handler gets a true event, what the origin adds, and nothing of this machine', async () => {
  const response = await fetch(`${site}/api/chat?q=1`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: 'c=3',
      'x-forwarded-for': '6.6.6.6',
      'x-origin-verify': 'guess',
    },
    body: '{"message":"hi"}',
  })
  const seen = await readSeen(response)
  expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2'])
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(seen.event).toMatchObject({
    version: '2.0',
    routeKey: 'ANY /api/{proxy+}',
    rawPath: '/api/chat',
    rawQueryString: 'q=1',
    cookies: ['c=3'],
    body: '{"message":"hi"}',
    pathParameters: { proxy: 'chat' },
    requestContext: { accountId, stage: '$default', http: { method: 'POST' } },
  })
  expect(seen.event.headers['x-origin-verify']).toBe('from-cloudfront')
  expect(seen.event.headers['x-forwarded-for']).toMatch(/^6\.6\.6\.6, 127\.0\.0\.1, 203\./)
  expect(seen.event.headers.host).toMatch(/\.execute-api\.eu-central-1\.amazonaws\.com$/)
  expect(seen).toMatchObject({ tiny: 1, runtime: 2, release: 'one' })
  expect(seen.left).toBeLessThanOrEqual(2000)
  expect(seen.environment).toMatchObject({
    ENVIRONMENT: 'dev',
    AWS_ENDPOINT_URL: account.endpoint,
    AWS_LAMBDA_FUNCTION_NAME: 'twin-dev-api',
  })
  expect(seen.environment.AWS_ACCESS_KEY_ID).not.toBe(account.credentials.accessKeyId)
  expect(seen.environment).not.toHaveProperty('EDGE_TEST_AMBIENT')
  expect(seen.environment.HOME).not.toBe(process.env.HOME)
  expect(seen.path.join()).not.toContain('site-packages')
})

test.each(['/api/raise', '/api/sleep', '/api/exit'])('%s is a 500, and the next call is answered', async (path) => {
  const response = await fetch(`${site}${path}`)
  expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }])
  expect((await fetch(`${site}/api/x`)).status).toBe(200)
})

test('an environment is used again, and several answer at once', async () => {
  const pidOf = async () => (await ask()).pid
  expect(await pidOf()).toBe(await pidOf())
  const all = await Promise.all(Array.from({ length: 8 }, pidOf))
  expect(all.every((pid) => Number.isInteger(pid))).toBe(true)
})

test('unknown API paths outside a route fall to the page, large bodies are refused', async () => {
  expect((await fetch(`${site}/api/x`, { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) })).status).toBe(
    413,
  )
  const missing = await fetch(`${site}/api/`)
  expect([missing.status, await missing.text()]).toEqual([404, page])
})

test('new settings and new code answer soon', async () => {
  await stack.setVariables({ ENVIRONMENT: 'changed' })
  await vi.waitFor(async () => expect((await ask()).environment.ENVIRONMENT).toBe('changed'), { timeout: 20_000 })
  await stack.updateCode(await packFunction('two'))
  await vi.waitFor(async () => expect((await ask()).release).toBe('two'), { timeout: 20_000 })
})

test('what the handler prints lies in its log group', async () => {
  await vi.waitFor(async () => expect(await stack.readLog()).toContain('handled /api/chat'), { timeout: 10_000 })
  const log = await stack.readLog()
  expect(log).toContain('RuntimeError: on purpose')
  expect(log).toContain('Task timed out after 2.00 seconds')
})

test('a stage throttles', async () => {
  await stack.throttle(1, 2)
  await vi.waitFor(
    async () => {
      // Each answer is read to its end: the next test but one cuts the connections.
      const read = async () => {
        const answer = await fetch(`${site}/api/x`)
        return { status: answer.status, text: await answer.text() }
      }
      const answers = await Promise.all([read(), read(), read(), read()])
      const throttled = answers.find((answer) => answer.status === 429)
      expect(JSON.parse(throttled?.text ?? '""')).toEqual({ message: 'Too Many Requests' })
    },
    { timeout: 10_000 },
  )
})

test('a page of the web that points its own name here is refused', async () => {
  const { hostname, port } = new URL(site)
  const status = await new Promise((resolve, reject) => {
    const options = { hostname, port, headers: { host: 'evil.example' } }
    get(options, (answer) => resolve(answer.resume().statusCode)).on('error', reject)
  })
  expect(status).toBe(421)
})

test('a site that is opened again keeps its port', async () => {
  const [before] = edge.sites()
  await edge.closeSite(stack.id)
  expect(edge.sites()).toEqual([])
  await expect(fetch(`${site}/`)).rejects.toThrow()
  expect(await edge.openSite(stack.id)).toBe(before?.port)
})
