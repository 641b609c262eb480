// The layers of `npm test`, in the order in which they run: what is cheap and tells most comes first.

/** Programs and builds that a layer cannot do without; run.mjs finds or makes them before it starts. */
const all = ['bundle', 'python', 'terraform', 'git']

/** A layer of test/<name>/**.test.ts */
const vitest = (name, options = {}) => ({ name, needs: [], ...options, jobs: [{ kind: 'vitest', project: name }] })

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
  vitest('steps', { needs: ['python'] }),
  vitest('services', { needs: ['python'] }),
  vitest('scaffold'),
  vitest('commands'),
  vitest('permissions', { needs: ['python'] }),
  vitest('data', { needs: ['python', 'git'] }),
  vitest('build', { needs: ['python', 'frontend'] }),
  vitest('frontend', { needs: ['frontend'] }),
  vitest('rehearsal', { needs: all }),
  vitest('terraform', { needs: all }),
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
  vitest('browser', { needs: ['frontend'] }),
  vitest('pty', { needs: all }),
  vitest('doctor', { needs: all }),
  vitest('end-to-end', { needs: all }),
]

/** Folders of test/ that hold no layer. */
export const notLayers = ['support', 'bench', 'measure', 'matrix']

export const vitestLayers = layers.flatMap(({ jobs }) =>
  jobs.flatMap((job) => (job.kind === 'vitest' ? [job.project] : [])),
)
