import { join } from 'node:path'
import { stateBucketName } from '../../source/names.ts'
import { inspect } from './inspect.ts'
import { leaveTraces } from './leave-traces.ts'
import { mend } from './mend.ts'
import { recover, restore } from './recover.ts'
import type { Variables } from './shapes.ts'
import type { Stage } from './stage.ts'
import { upgrade } from './upgrade.ts'

/** A part of an environment's life. Phases of one name are measured together. */
export interface Phase {
  readonly name: PhaseName
  /** What must be so first, without being measured. */
  readonly prepare?: (stage: Stage) => Promise<void>
  readonly run: (stage: Stage) => Promise<void>
}

export const phaseNames = ['create', 'unchanged', 'change', 'upgrade', 'recover', 'inspect', 'mend', 'destroy'] as const
export type PhaseName = (typeof phaseNames)[number]

const deploy = (stage: Stage, ...more: string[]) => stage.twin(['deploy', stage.shape.environment, '--yes', ...more])

/** What a user changes in the settings, the code and the data. */
async function change(stage: Stage): Promise<void> {
  stage.set({
    lambda_memory_mb: 256,
    log_level: 'DEBUG',
    log_retention_days: 60,
    throttle_rate: 3,
    throttle_burst: 6,
    cors_origins: ['https://example.org'],
    origin_secret_generation: 2,
  })
  stage.edit('backend/app/main.py', (text) => `${text}\n# Changed.\n`)
  stage.edit('backend/data/personal_data/summary.txt', (text) => `${text}\nChanged.\n`)
  await deploy(stage, '--model', 'eu.amazon.nova-micro-v1:0')
  for (const variables of stage.shape.later) {
    stage.set(variables)
    await deploy(stage)
  }
}

/** What makes each stage's shape, with the names of what was made for it. */
const shapeVariables = new WeakMap<Stage, Variables>()

function setShape(stage: Stage): void {
  const variables = shapeVariables.get(stage) ?? {}
  if (Object.keys(variables).length > 0) stage.set(variables)
}

const create: Phase = {
  name: 'create',
  prepare: async (stage) => {
    const { shape, aws } = stage
    shapeVariables.set(stage, { ...shape.variables, ...(await shape.prepare?.(aws)) })
    setShape(stage)
  },
  run: ({ twin, shape }) => twin(['setup', '.', '--environment', shape.environment]),
}

/** The commands that only look, and the questions of people with other credentials. */
const look: Phase = {
  name: 'inspect',
  run: async (stage) => {
    await stage.twin(['api-url', stage.shape.environment])
    await stage.twin(['logs', stage.shape.environment])
    await stage.twin(['doctor', '--environment', stage.shape.environment])
  },
}

const shared: readonly Phase[] = [
  create,
  {
    name: 'unchanged',
    run: async (stage) => {
      // Of what was deployed the record is enough; then Terraform looks at everything, too.
      await deploy(stage)
      await deploy(stage, '--refresh')
    },
  },
  look,
  {
    name: 'upgrade',
    run: async (stage) => {
      const goBack = upgrade(stage)
      await deploy(stage)
      goBack()
      await deploy(stage)
    },
  },
  { name: 'change', run: change },
]

const destroy: Phase = {
  name: 'destroy',
  prepare: async (stage) => {
    if (stage.shape.later.length > 0) {
      // Off by now, and to be removed while it is on.
      setShape(stage)
      await deploy(stage)
    }
    await leaveTraces(stage)
  },
  run: async ({ twin, shape }) => twin(['destroy', shape.environment, '--confirm', shape.environment]),
}

/** With a copy of what was in it, and then the account's state bucket and lock table. */
const destroyAll: Phase = {
  ...destroy,
  prepare: async (stage) => {
    await destroy.prepare?.(stage)
    // Of the phases before.
    await stage.twin(['destroy', 'test', '--confirm', 'test'])
  },
  run: async ({ twin, shape, world }) => {
    const { environment } = shape
    await twin(['destroy', environment, '--confirm', environment, '--backup', join(world.root, 'backup')])
    const { account } = await world.account()
    await twin(['destroy', '--everything', '--confirm', stateBucketName(account)])
  },
}

/** Everything that a shape is put through, in order. What no shape changes is measured in the first alone. */
export const phasesOf = (name: string): readonly Phase[] =>
  name === 'default'
    ? [
        ...shared,
        { name: 'inspect', run: inspect },
        { name: 'recover', run: recover },
        { name: 'recover', run: restore },
        { name: 'mend', run: mend },
        destroyAll,
      ]
    : [...shared, destroy]
