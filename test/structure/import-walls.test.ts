import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../source/services/shell.ts'
import { filesBelow, readText, repository } from '../support/repository.ts'

/** Where a wall stands, what must not pass it, and what must. */
const walls = [
  { file: 'source/cli.ts', refuses: ['./run-command.ts', 'commander', './ui/theme.ts'], lets: ['./version.ts'] },
  { file: 'source/run-acts.ts', refuses: ['./rehearsal/rehearsal.ts', '@inquirer/prompts', 'zx'], lets: ['./ask.ts'] },
  { file: 'source/names.ts', refuses: ['./errors.ts', 'zod'], lets: [] },
  { file: 'source/data-place.ts', refuses: ['./errors.ts', './services/git/address.ts'], lets: ['node:path'] },
  {
    file: 'source/commands/deploy.ts',
    refuses: ['../rehearsal/rehearsal.ts', '../ui/prompter.ts', '../run-command.ts'],
    lets: ['../plans/deploy-plan.ts'],
  },
  { file: 'source/commands/rehearse.ts', refuses: ['../steps/identity.ts'], lets: ['../rehearsal/rehearsal.ts'] },
  { file: 'source/plans/act.ts', refuses: ['../ui/theme.ts', '../rehearsal/record.ts'], lets: ['../steps/data.ts'] },
  {
    file: 'source/steps/data.ts',
    refuses: [
      '../ui/prompter.ts',
      '../plans/act.ts',
      '../engine/run-steps.ts',
      '@aws-sdk/client-s3',
      '../rehearsal/record.ts',
    ],
    lets: ['../engine/step.ts', '../services/aws/identity.ts', '../troubles/find-trouble.ts'],
  },
  {
    file: 'source/checks/health.ts',
    refuses: ['../ui/prompter.ts', '../plans/act.ts', '../engine/run-checks.ts', '@aws-sdk/client-s3'],
    lets: ['../engine/check.ts', '../steps/tools.ts', '../services/health.ts'],
  },
  {
    file: 'source/engine/run-steps.ts',
    refuses: ['../context.ts', '../ui/theme.ts', '../services/shell.ts', '@aws-sdk/client-sts', 'ink'],
    lets: ['../errors.ts', './step.ts'],
  },
  {
    file: 'source/answers/resolve.ts',
    refuses: ['conf', '../ui/prompter.ts', '../context.ts'],
    lets: ['../names.ts', '../data-place.ts'],
  },
  { file: 'source/answers/store.ts', refuses: ['../services/shell.ts'], lets: ['conf', './schema.ts'] },
  {
    file: 'source/ui/surface.ts',
    refuses: ['@inquirer/prompts', '../services/aws/identity.ts', '../engine/run-steps.ts', '../steps/data.ts'],
    lets: ['../engine/events.ts', './theme.ts'],
  },
  { file: 'source/ui/prompter.ts', refuses: ['ink'], lets: ['@inquirer/prompts'] },
  { file: 'source/ui/views/trail.ts', refuses: ['../../services/health.ts', '../prompter.ts'], lets: ['../theme.ts'] },
  {
    file: 'source/permissions/evaluate.ts',
    refuses: ['../names.ts', 'node:fs', '@aws-sdk/client-iam'],
    lets: ['./arn.ts'],
  },
  { file: 'source/permissions/needed/iam.ts', refuses: ['../../errors.ts'], lets: ['./row.ts', '../glob.ts'] },
  {
    file: 'source/troubles/find-trouble.ts',
    refuses: ['../services/health.ts', '../permissions/arn.ts', 'node:fs', '@aws-sdk/client-sts'],
    lets: ['../errors.ts', '../names.ts', './table.ts'],
  },
  {
    file: 'source/troubles/rows/access.ts',
    refuses: ['../../services/health.ts', '../../context.ts', 'node:path'],
    lets: ['../trouble.ts', '../../errors.ts', '../../permissions/access-denied.ts'],
  },
  {
    file: 'source/scaffold/lay-down.ts',
    refuses: ['../errors.ts', '../services/shell.ts'],
    lets: ['node:fs/promises'],
  },
  { file: 'source/services/health.ts', refuses: ['zx', 'node:child_process', '../context.ts'], lets: ['zod'] },
  { file: 'source/services/shell.ts', refuses: ['../names.ts'], lets: ['zx/core', 'node:child_process'] },
  {
    file: 'source/services/terraform/plan.ts',
    refuses: ['node:child_process', 'zx', '../../steps/need.ts', '../aws/identity.ts', '../../ui/theme.ts'],
    lets: ['../shell.ts', '../../errors.ts', 'node:fs/promises'],
  },
  {
    file: 'source/services/data/age/decrypt.ts',
    refuses: ['../archive/pack.ts', '../../shell.ts', '../../../names.ts', 'node:child_process', 'zx'],
    lets: ['../archive-names.ts', 'age-encryption', 'node:crypto', '../../../errors.ts'],
  },
  {
    file: 'source/services/deployment/inputs.ts',
    refuses: ['node:child_process', '../../context.ts', '../aws/objects.ts', '../../steps/need.ts'],
    lets: ['../build/own-code.ts', '../terraform/locate-terraform.ts', './record.ts', 'node:path'],
  },
  {
    file: 'source/services/dev/side-by-side.ts',
    refuses: ['node:child_process', 'zx', '../../context.ts', '../aws/identity.ts', '../../ui/theme.ts'],
    lets: ['../shell.ts', '../build/find-python.ts', '../../errors.ts', 'node:net'],
  },
  {
    file: 'source/services/git/run-git.ts',
    refuses: ['node:child_process', 'zx', '../../context.ts', '../aws/identity.ts', '../../ui/theme.ts'],
    lets: ['../shell.ts', '../github/connection.ts', '../../troubles/find-trouble.ts'],
  },
  {
    file: 'source/services/data/remotes/branch-remote.ts',
    refuses: ['node:child_process', 'zx', '../../shell.ts', '../../../context.ts', '../../aws/objects.ts'],
    lets: [
      '../personal-data.ts',
      '../../git/branch.ts',
      '../../github/connection.ts',
      '../../../errors.ts',
      '../../../data-place.ts',
    ],
  },
  {
    file: 'source/services/aws/model.ts',
    refuses: ['../../context.ts', '../../rehearsal/record.ts', 'node:child_process'],
    lets: ['@aws-sdk/client-bedrock', '../../permissions/arn.ts', '../../troubles/find-trouble.ts'],
  },
  {
    file: 'source/rehearsal/edge/lambda/worker.ts',
    refuses: [
      '../../../steps/data.ts',
      '../../../context.ts',
      '../../../services/aws/identity.ts',
      '../../../ui/theme.ts',
    ],
    lets: ['../../../names.ts', '../../../services/shell.ts', 'node:child_process'],
  },
] as const

const cases = walls.flatMap(({ file, refuses, lets }) => [
  ...refuses.map((path) => ({ file, path, passes: false })),
  ...lets.map((path) => ({ file, path, passes: true })),
])

let folder: string
/** `file line`, for every import that Biome refused. */
let refused: Set<string>

/** One file per wall, one import per line, in a tree of its own under the repository's own rules. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twin-walls-'))
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...JSON.parse(readText('.biome.json')), vcs: undefined }))
  for (const { file } of walls) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    const imports = cases.filter((each) => each.file === file).map(({ path }) => `import '${path}'\n`)
    writeFileSync(join(folder, file), imports.join(''))
  }
  const biome = join(repository, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const { stdout } = await run(
    [
      process.execPath,
      biome,
      'lint',
      '--only=style/noRestrictedImports',
      '--reporter=github',
      '--max-diagnostics=none',
      '.',
    ],
    { cwd: folder, allowFailure: true },
  )
  refused = new Set(
    [...stdout.matchAll(/file=(?:[^,]*\/)?(source\/[^,]+),line=(\d+)/g)].map(([, file, line]) => `${file} ${line}`),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the import walls', () => {
  it.each(cases)('$file: $path passes: $passes', ({ file, path, passes }) => {
    const line = cases.filter((each) => each.file === file).findIndex((each) => each.path === path) + 1
    expect(refused.has(`${file} ${line}`)).toBe(!passes)
  })

  it('stand around files that exist', () => {
    const existing = filesBelow('source')
    expect(walls.map(({ file }) => file).filter((file) => !existing.includes(file))).toEqual([])
  })

  it('reach every folder of source/', () => {
    const folders = new Set(filesBelow('source').map((path) => path.split('/').slice(0, -1).join('/')))
    const { overrides } = JSON.parse(readText('.biome.json')) as { overrides: { includes: string[] }[] }
    const guards = overrides.flatMap(({ includes }) => includes).map(matcher)
    const open = [...folders].filter((folder) => !guards.some((guard) => guard.test(`${folder}/any.ts`)))
    // The release scripts are no part of the program.
    expect(open).toEqual(['source/release'])
  })
})

/** A glob of the configuration as a pattern: star, two stars, and words in braces. */
function matcher(glob: string): RegExp {
  const words = { '**': '.*', '*': '[^/]*', '.': '\\.', '{': '(', '}': ')', ',': '|' }
  return new RegExp(`^${glob.replaceAll(/\*\*|[*.{},]/g, (sign) => words[sign as keyof typeof words])}$`)
}

describe('AWS clients', () => {
  it('are made in services/aws/clients.ts alone; the rehearsal’s edge stands on the other side', () => {
    const makers = filesBelow('source').filter((path) => /\bnew [A-Z]\w*Client\(/.test(readText(path)))
    expect(makers.sort()).toEqual(['source/rehearsal/edge/account.ts', 'source/services/aws/clients.ts'])
  })
})

describe('the rehearsal', () => {
  it('is not known to the product’s code', () => {
    const product = [
      ...filesBelow('source'),
      ...filesBelow('backend/app'),
      ...filesBelow('frontend/src'),
      ...filesBelow('terraform'),
    ]
    const knowing = product.filter(
      (path) => !/^source\/(rehearsal|commands|release)\//.test(path) && /\bmoto\b|emulat/i.test(readText(path)),
    )
    expect(knowing).toEqual([])
  })
})
