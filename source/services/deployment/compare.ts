import { type DeploymentRecord, type Etags, type InputName, type Inputs, inputNames } from './record.ts'

/** Hours for which nobody looks for changes that were made past Terraform. */
const longestTrust = 24

const hour = 3_600_000

export interface Standing {
  readonly record: DeploymentRecord | undefined
  /** Fingerprints of now; one that is missing could not be taken. */
  readonly inputs: Inputs
  /** What lies there now; one that is missing is not there. */
  readonly etags: Partial<Etags>
}

export interface Difference {
  readonly of: InputName | 'record' | 'state' | 'pointer' | 'age'
  readonly words: string
}

const changedInputs: Readonly<Record<InputName, string>> = {
  program: 'another version of this program',
  answers: 'other answers',
  tools: 'another Terraform or Python',
  terraform: 'terraform/ changed',
  backend: 'the backend changed',
  page: 'the page changed',
  data: 'the personal data changed',
}

/** What is not as the last deployment left it; nothing means that there is nothing to deploy. Pure. */
export function compareWithRecord({ record, inputs, etags }: Standing, now: Date): readonly Difference[] {
  if (!record) return [{ of: 'record', words: 'no earlier deployment is on record' }]
  if (record.state !== 'whole') return [{ of: 'record', words: 'the last deployment did not come to its end' }]
  const changed = inputNames
    .filter((name) => inputs[name] === undefined || inputs[name] !== record.inputs[name])
    .map((name) => ({ of: name, words: inputs[name] === undefined ? unreadInputs(name) : changedInputs[name] }))
  const age = now.getTime() - Date.parse(record.plannedAt)
  return [
    ...changed,
    ...(etags.state === record.etags.state ? [] : [{ of: 'state' as const, words: 'somebody else applied' }]),
    ...(etags.data === record.etags.data
      ? []
      : [{ of: 'pointer' as const, words: 'other personal data was uploaded' }]),
    // A clock that was set back makes no record younger.
    ...(age >= 0 && age < longestTrust * hour
      ? []
      : [{ of: 'age' as const, words: `Terraform last compared everything ${longestTrust} hours ago or more` }]),
  ]
}

const unreadInputs = (name: InputName) =>
  name === 'terraform' ? 'terraform/ names files outside of it' : `what “${name}” is could not be told`
