// The layers of `npm test`, in the order in which they run: what is cheap and tells most comes first.

/** Programs and builds that a layer cannot do without; run.mjs finds or makes them before it starts. */
const all = ['bundle', 'python', 'terraform', 'git']

/**
 * A layer of test/<name>/**.test.ts. Neighbours that are `together` run in one vitest: each by itself would leave a
 * processor idle while the last of its files runs.
 */
const vitest = (name, options = {}) => ({ name, needs: [], ...options, jobs: [{ kind: 'vitest', projects: [name] }] })

const check = (title, command, options = {}) => ({ kind: 'check', title, command, ...options })
const node = process.execPath

export const layers = [
  {
    name: 'check',
    needs: ['frontend'],
    jobs: [
      check('biome', [node, 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']),
      check('tsc', [node, 'node_modules/typescript/bin/tsc', '--noEmit']),
      check('tsc of the page', [node, 'node_modules/typescript/bin/tsc', '--noEmit'], { folder: 'frontend' }),
    ],
  },
  vitest('structure'),
  vitest('pure'),
  vitest('engine'),
  vitest('answers'),
  vitest('ui'),
  vitest('steps', { needs: ['python'], together: 'outside programs' }),
  vitest('services', { needs: ['python'], together: 'outside programs' }),
  vitest('scaffold', { together: 'outside programs' }),
  vitest('commands', { together: 'outside programs' }),
  vitest('permissions', { needs: ['python'], together: 'outside programs' }),
  vitest('data', { needs: ['python', 'git'], together: 'outside programs' }),
  vitest('build', { needs: ['python', 'frontend'], together: 'outside programs' }),
  vitest('frontend', { needs: ['frontend'], together: 'outside programs' }),
  {
    name: 'backend',
    needs: ['backend'],
    jobs: [
      check('ruff check', ['python', '-m', 'ruff', 'check', 'backend', 'test/backend']),
      check('ruff format', ['python', '-m', 'ruff', 'format', '--check', 'backend', 'test/backend']),
      check('mypy', ['python', '-m', 'mypy', '--config-file', 'backend/pyproject.toml', 'backend/app', 'test/backend']),
      { kind: 'pytest', folder: 'test/backend' },
    ],
  },
  vitest('rehearsal', { needs: all, together: 'long layers' }),
  vitest('terraform', { needs: all, together: 'long layers' }),
  vitest('browser', { needs: ['frontend'], together: 'long layers' }),
  vitest('pty', { needs: all, together: 'long layers' }),
  vitest('doctor', { needs: all, together: 'long layers' }),
  vitest('end-to-end', { needs: all, together: 'long layers' }),
]

/** Folders of test/ that hold no layer. */
export const notLayers = ['support', 'bench', 'measure', 'matrix']

export const vitestLayers = layers.flatMap(({ jobs }) =>
  jobs.flatMap((job) => (job.kind === 'vitest' ? job.projects : [])),
)
