import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { generateIdentity } from 'age-encryption'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { layDown } from '../../source/scaffold/lay-down.ts'
import { writeFiles } from '../data/folders.ts'
import { secretsBelow, secretsIn } from '../support/find-secrets.ts'
import { readOnlyToken } from '../support/github/stand-in.ts'
import { watchArguments } from '../support/watch-arguments.ts'
import { asked, type Kill, killAndRepeat, putOldData, type Row, seen } from './canaries/kills.ts'
import { identityIn, openLife, sentence } from './canaries/life.ts'
import { gitObjects, misplaced, secretsInBuckets } from './canaries/search.ts'
import { installProgram } from './support/install-program.ts'
import { processesOf, waitFor } from './support/processes.ts'
import { askTwin, siteIn } from './support/twin.ts'
import { createWorld } from './support/world.ts'

/** Secrets are planted, and a whole life of private data goes by, with deaths in it; then they are looked for. */
const program = installProgram()
const world = createWorld(program)
const outside = mkdtempSync(join(tmpdir(), 'twin-shims-'))
const closers: (() => void)[] = []
const life = await openLife(world, program, outside, (close) => closers.push(close))
const { places, run } = life
const other = join(world.root, 'other')
const rows: Row[] = []
const [ours, theirs] = [
  ['--private-repo', places.server],
  ['--private-repo', places.releases],
]
const deploy = ['deploy', 'dev', '--rehearse', '--yes', ...ours]

/** Milliseconds; what lives shorter is seen by its shim. */
const pauseOfWatch = 60

const elsewhere = () => ({ XDG_CONFIG_HOME: join(world.root, 'config-elsewhere'), DATA_KEY: identityIn(life.keyFile) })
const expectWell = async (...given: Parameters<typeof run>) => {
  const ending = await run(...given)
  expect(ending.code, `${given[0].join(' ')}\n${ending.stdout}\n${ending.stderr}`).toBe(0)
  return ending
}
const kill = async (given: Omit<Kill, 'project'> & { readonly project?: string }) =>
  rows.push(await killAndRepeat(life, { project: world.folder, ...given }))
/** Everything below the world that should not be where it is; said early, while one knows what made it. */
const expectNothingMisplaced = async () => expect(await misplaced(life)).toEqual([])

beforeAll(async () => {
  await layDown(program.folder, other, '0.0.0')
  await expectWell(['rehearse', 'start'])
})
afterAll(async () => {
  console.info(rows.map(({ point, left, next }) => `${point.padEnd(42)} ${left.padEnd(52)} ${next}`).join('\n'))
  for (const close of closers) close()
  await world.end()
  rmSync(outside, { recursive: true, force: true })
})

it('the search finds what is planted, in every place and form', async () => {
  const secrets = { canary: 'github_pat_CANARYplanted' }
  const text = Buffer.from(`{"token": "${secrets.canary}"}`)
  const forms = {
    plain: text,
    base64: Buffer.from(`x: ${text.toString('base64')}`),
    gzip: gzipSync(text),
    'gzip in base64': Buffer.from(JSON.stringify({ body: gzipSync(text).toString('base64') })),
    'base64 in gzip': gzipSync(text.toString('base64')),
    hexadecimal: Buffer.from(text.toString('hex')),
  }
  for (const [form, bytes] of Object.entries(forms)) expect(secretsIn(bytes, secrets), form).toEqual(['canary'])
  expect(secretsIn(Buffer.from('github_pat_CANAR'), secrets)).toEqual([])
  const folder = join(world.root, 'planted')
  writeFiles(folder, { 'deep/file.bin': forms['gzip in base64'], [`${secrets.canary}.txt`]: '', 'good.txt': 'good' })
  expect(secretsBelow(folder, secrets)).toHaveLength(2)
  rmSync(folder, { recursive: true })
})

it('a life with the data, in which programs are killed', async () => {
  // The key is made first: only then it can be watched for.
  await kill({ point: 'init: the key is written, not named', args: ['data', 'init'], at: 'rename:\\.key$' })
  rmSync(life.keyFile)
  await kill({ point: 'init: the key is there, no recipient', args: ['data', 'init'], at: 'rename:recipients\\.txt$' })
  const { sentence: _, ...secrets } = await life.secrets()

  const watched = await watchArguments(
    [...Object.values(secrets), sentence],
    async () => {
      await expectWell(['data', 'init', '--json'])
      await expectWell(['data', 'encrypt', '--verbose', '--output', join(world.root, 'out.age')])
      await kill({ point: 'push: encrypted, git not begun', args: ['data', 'push', ...ours], at: 'rm:new-file$' })
      await kill({
        point: 'push: a release is uploaded',
        args: ['data', 'push', ...theirs],
        at: asked('api', /^POST .*assets/),
      })
      const pull = (place: string[]) => ({
        args: ['data', 'pull', '--yes', ...place],
        env: elsewhere(),
        project: other,
      })
      const pulls = [
        { point: 'pull: download of a release', at: asked('storage', /./), ...pull(theirs) },
        { point: 'pull: download by git', at: asked('git', /^POST .*upload-pack/), ...pull(ours) },
        { point: 'pull: fetched, to be decrypted', at: 'readFile:\\.merge_file|git-\\w+/', ...pull(ours) },
        { point: 'pull: decrypted, nothing written', at: 'mkdir:\\.incoming$', ...pull(ours) },
        { point: 'pull: half of the files written', at: 'writeFile:\\.incoming/prompts/', ...pull(theirs) },
        { point: 'pull: written, not yet valid', at: 'rename:\\.arrived$', ...pull(ours) },
        { point: 'pull: the old data on its way out', at: 'rename:\\.arrived/prompts', ...pull(theirs) },
      ]
      for (const each of pulls) {
        putOldData(life, other)
        await kill(each)
      }
      await expectWell(['data', 'pull', '--yes', '--verbose', '--json', ...ours], elsewhere(), other)
      await expectWell(['data', 'check', '--json', '--verbose', ...theirs])
      await expectNothingMisplaced()

      const { stdout } = await expectWell([...deploy, '--verbose'])
      expect(await askTwin(siteIn(stdout), 'Who hid the accordion below the stairs?')).toContain(sentence)
      await run(['doctor', '--rehearse', '--json'])
      await run(['doctor', '--rehearse', '--verbose'])

      // A death of the whole computer: Terraform goes, too, and its lock is for a person to release.
      appendFileSync(join(world.folder, 'backend', 'app', 'handler.py'), '\n# Changed.\n')
      await world.setFaults([{ action: 'lambda:UpdateFunctionCode', connection: 'hang' }])
      const terraforms = () =>
        processesOf(world.root).filter(({ command }) => /terraform (apply|plan)|provider-aws/.test(command))
      await kill({
        point: 'deploy: in the middle of the apply',
        args: deploy,
        at: async (running, given) => {
          const isApplying = async () => terraforms().some(({ command }) => command.includes('terraform apply'))
          await seen('an apply', isApplying)(running, given)
          for (const { pid } of terraforms()) process.kill(pid, 'SIGKILL')
          await waitFor(
            () => terraforms().length === 0,
            () => 'Terraform was not killed',
          )
          await world.setFaults([])
        },
        between: ['unlock', 'dev', '--rehearse', '--confirm', 'dev'],
      })

      writeFiles(join(world.folder, 'backend', 'data', 'personal_data'), { 'notes.txt': 'I like rye bread.\n' })
      await expectWell(['data', 'push', ...ours])
      await world.setFaults([{ action: 's3:PutObject', delayMs: 500 }])
      const from = (await world.requests()).length
      await kill({
        point: 'deploy: data is being uploaded',
        args: deploy,
        at: async (running, given) => {
          await seen('an object of the data', async () =>
            (await world.requests())
              .slice(from)
              .some(({ action, resource }) => action === 's3:PutObject' && resource.includes('-dev-data-')),
          )(running, given)
          await world.setFaults([])
        },
      })

      const wrong = { ...elsewhere(), DATA_KEY: await generateIdentity() }
      for (const how of [[], ['--json'], ['--verbose']]) {
        expect(await run([...deploy, ...how], wrong)).toMatchObject({ code: 1 })
        expect(await run(['data', 'push', ...theirs, ...how], { PRIVATE_DATA_PAT: readOnlyToken })).toMatchObject({
          code: 1,
        })
        expect(await run(['data', 'pull', ...ours, ...how], { PRIVATE_DATA_PAT: 'refused' })).toMatchObject({ code: 1 })
      }
      await expectWell(['data', 'push', ...theirs])
      await expectNothingMisplaced()
    },
    pauseOfWatch,
  )
  expect(watched.lines.some((line) => /git.* push .*data/.test(line))).toBe(true)
  expect(watched.lines.some((line) => line.includes('terraform apply'))).toBe(true)
  expect(watched.found).toEqual([])
  expect(rows.length).toBeGreaterThanOrEqual(10)
})

it('a new key, with a death on the way', async () => {
  await expectWell(['data', 'init', '--new-key'])
  await kill({
    point: 'rekey: the new release is uploaded',
    args: ['data', 'rekey', ...theirs],
    at: asked('api', /^POST .*assets/),
  })
  await expectNothingMisplaced()
})

it('nothing that was said holds any of them', async () => {
  const said = life.said.join('\n')
  expect(said.length).toBeGreaterThan(10_000)
  expect(secretsIn(Buffer.from(said), await life.secrets())).toEqual([])
})

it('no program was given the key or the token, but git its token in a variable of its own', async () => {
  const started = life.shims.started()
  const programs = new Set(started.map(({ program: name }) => name))
  for (const name of ['git', 'terraform']) expect([...programs]).toContain(name)
  expect(programs.has('npm') || programs.has('python3')).toBe(true)
  const { token, key, sentence: personal } = await life.secrets()
  const wrong = started.flatMap(({ program: name, args, environment }) => [
    ...environment.filter((line) => /^(DATA_KEY|NEW_DATA_KEY|PRIVATE_DATA_PAT)=/.test(line)),
    ...environment.filter((line) => line.includes(key ?? '') || line.includes(personal ?? '')),
    ...environment.filter(
      (line) => line.includes(token ?? '') && !(name === 'git' && line.startsWith('CREATE_DIGITAL_TWIN_GIT_TOKEN=')),
    ),
    ...secretsIn(Buffer.from(args), { token: token ?? '', key: key ?? '', personal: personal ?? '' }),
  ])
  expect(wrong).toEqual([])
})

it('no bucket, no package, no repository and no daemon holds what does not belong there', async () => {
  const secrets = await life.secrets()
  const { found, seen: objects } = await secretsInBuckets(world, secrets)
  expect(objects.some((name) => name.includes('terraform-state') && name.endsWith('.tfstate'))).toBe(true)
  expect(objects.some((name) => name.endsWith('index.html'))).toBe(true)
  // The data itself, and what the twin remembers of a conversation about it.
  expect(found.filter((each) => !/-dev-(data|memory)-.*: sentence$/.test(each))).toEqual([])
  expect(found.some((each) => /-dev-data-.*: sentence$/.test(each))).toBe(true)
  expect(secretsIn(gitObjects(life.bare), secrets)).toEqual([])
  for (const { assets } of life.github.store.releases) {
    for (const { bytes } of assets) expect(secretsIn(Buffer.from(bytes), secrets)).toEqual([])
  }
  const build = readdirSync(join(world.folder, '.twin', 'build'))
  expect(build.filter((name) => name.endsWith('.zip'))).not.toEqual([])
  expect(secretsBelow(join(world.folder, '.twin'), secrets)).toEqual([])
  const { pid } = await world.account()
  expect(
    secretsIn(readFileSync(`/proc/${pid}/environ`), { key: secrets.key ?? '', token: secrets.token ?? '' }),
  ).toEqual([])
  await expectNothingMisplaced()
})
