import { join } from 'node:path'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import { readMeasurement } from './measurement.ts'
import { projectName } from './normalise.ts'
import { hasFailed, isExact, keepProofs, type Phase, type Proof, phases, proofLine } from './proof.ts'
import { actionsOf, Prover } from './prover.ts'
import { type Shape, shapes } from './shapes.ts'
import { openStage, type Stage } from './stage.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** Where in the shape's life the action is missed, by the measurement; the cheapest to repeat is preferred. */
function phaseFor(action: string, shape: string, repository: string): Phase {
  const calls = readMeasurement(join(repository, 'test/permissions/measured.json')).calls
  const places = calls.filter((call) => call.action === action).flatMap((call) => call.in)
  const seen = new Set(
    places.flatMap((place) => (place.startsWith(`${shape} `) ? [place.slice(shape.length + 1)] : [])),
  )
  // The state backend is made once in an account, and the lock table, which comes first, has but one name.
  if (action.startsWith('dynamodb:') && seen.has('create') && !seen.has('unchanged')) return 'bootstrap'
  if (seen.has('unchanged')) return 'unchanged'
  if (seen.has('create')) return 'create'
  if (seen.has('upgrade') || (seen.has('change') && shape === 'default')) return 'change'
  if (seen.has('destroy')) return 'destroy'
  if (seen.has('change')) return 'later'
  return seen.has('inspect') ? 'inspect' : 'create'
}

/** What `eval "$(twin rehearse env)"` sets. */
async function deployerOf({ world }: Stage): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await world.run(['rehearse', 'env'])
  const exports = stdout.matchAll(/^export (\w+)='?(.*?)'?$/gm)
  return Object.fromEntries([...exports].map(([, name = '', value = '']) => [name, value]))
}

/** What is needed whatever the settings are; proved in the default shape. */
const plainActions = new Set(
  actionsOf(leastPrivilegePolicy({ projectName, region: 'eu-central-1', account: '123456789012', partition: 'aws' })),
)

/** The proofs of a shape: of every action that its settings bring with them. */
async function proveShape(
  repository: string,
  shape: Shape,
  isWanted: (action: string) => boolean,
  onProof: (proof: Proof) => void,
): Promise<void> {
  const stage = await openStage(repository, shape)
  try {
    const variables = { ...shape.variables, ...(await shape.prepare?.(stage.aws)) }
    const prover = new Prover(stage, await deployerOf(stage), variables)
    await prover.begin()
    const planned = actionsOf(await prover.published())
      .filter((action) => plainActions.has(action) === (shape.name === 'default') && isWanted(action))
      .map((action) => ({ action, phase: phaseFor(action, shape.name, repository) }))
      .sort((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase))
    for (const { action, phase } of planned)
      onProof({ action, shape: shape.name, phase, ...(await prover.prove(action, phase)) })
  } finally {
    await stage.end()
  }
}

/**
 * Takes each action in turn out of the published policy, asks the doctor, runs what needs it, prints both
 * side by side, and keeps them in test/permissions/proof.json.
 * @param wanted shapes, or a shape and actions of it; everything when there are none.
 */
export async function prove(repository: string, wanted: readonly string[]): Promise<void> {
  const path = join(repository, 'test/permissions/proof.json')
  const actions = wanted.filter((name) => name.includes(':'))
  const names = wanted.filter((name) => !name.includes(':'))
  const proofs: Proof[] = []
  for (const shape of shapes.filter(({ name }) => names.length === 0 || names.includes(name))) {
    say(`\n${shape.name}`)
    const isWanted = (action: string) => actions.length === 0 || actions.includes(action)
    await proveShape(repository, shape, isWanted, (proof) => {
      proofs.push(proof)
      keepProofs(path, [proof])
      say(proofLine(proof))
    })
  }
  const named = proofs.filter(isExact).length
  say(`\n${named} of ${proofs.length} named exactly, ${proofs.filter(hasFailed).length} runs failed on just that`)
}
