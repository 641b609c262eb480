import { dataPlaceProblem } from '../data-place.ts'
import { type environments, projectNameProblem } from '../names.ts'

/** Everything a person may be asked, and what scripts say instead. */
export interface Answers {
  directory: string
  acceptCosts: boolean
  region: string
  projectName: string
  dataSource: 'local' | 'private'
  privateRepo: string
  unknownFiles: 'carry' | 'leave' | 'refuse'
  environment: (typeof environments)[number]
  model: string
  approve: boolean
  confirm: string
  keepBackup: boolean
  backup: string
  confirmAccount: string
}

export type AnswerKey = keyof Answers

export interface Choice {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

/** One definition drives the prompt, the flag, the environment variable, `--help` and validation. */
export interface Question {
  readonly kind: 'confirm' | 'input' | 'select'
  readonly message: string
  /** Without dashes. */
  readonly flag: string
  readonly env: readonly string[]
  /** What other variables say about it when they are set, after its own. */
  readonly impliedBy?: Readonly<Record<string, string>>
  readonly choices?: readonly Choice[]
  readonly fallback?: string | boolean
  /** A sentence about what is wrong with a value, or nothing. */
  readonly problem?: (value: string) => string | undefined
  /** Kept for the next run. Approvals never are. */
  readonly saved: boolean
  /** What a "no" ends the run with. */
  readonly declined?: { readonly code: string; readonly message: string }
  /** Asked only when this holds for the answers so far. */
  readonly when?: (answers: Partial<Answers>) => boolean
}

const regionProblem = (value: string) =>
  /^[a-z]{2}(-[a-z]+)+-\d$/.test(value)
    ? undefined
    : `“${value}” is not the name of an AWS region, which looks like eu-central-1.`

const modelProblem = (value: string) =>
  /^(arn:aws[a-z-]*:bedrock:\S+|[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?)$/.test(value)
    ? undefined
    : `“${value}” is not a Bedrock model or inference profile, which looks like eu.amazon.nova-lite-v1:0.`

const oneOf = (choices: readonly Choice[]) => (value: string) =>
  choices.some((choice) => choice.value === value)
    ? undefined
    : `“${value}” is none of ${choices.map((choice) => choice.value).join(', ')}.`

const environmentChoices: readonly Choice[] = [
  { value: 'dev', label: 'dev', hint: 'to try things out' },
  { value: 'test', label: 'test', hint: 'a mirror of prod' },
  { value: 'prod', label: 'prod', hint: 'the one people see' },
]

const dataChoices: readonly Choice[] = [
  { value: 'local', label: 'Files on this computer', hint: 'backend/data/personal_data' },
  {
    value: 'private',
    label: 'An encrypted private repository',
    hint: 'GitHub or any git repository',
  },
]

const unknownFilesChoices: readonly Choice[] = [
  { value: 'carry', label: 'Take texts along', hint: 'the twin reads them' },
  { value: 'leave', label: 'Leave them here' },
  { value: 'refuse', label: 'Refuse them' },
]

export const questions: { readonly [Key in AnswerKey]: Question } = {
  directory: {
    kind: 'input',
    message: 'Which folder shall hold your twin?',
    flag: 'cwd',
    env: [],
    fallback: 'digital-twin',
    saved: false,
  },
  acceptCosts: {
    kind: 'confirm',
    message: 'AWS will charge your account. Go on?',
    flag: 'accept-costs',
    env: ['TWIN_ACCEPT_COSTS'],
    // Asked at every set-up: a yes given for one account, or to a rehearsal, is none for another.
    saved: false,
    declined: {
      code: 'COSTS_NOT_ACCEPTED',
      message: 'Without your yes to the costs nothing is set up. Nothing was changed.',
    },
  },
  region: {
    kind: 'input',
    message: 'Which AWS region?',
    flag: 'region',
    env: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
    fallback: 'eu-central-1',
    problem: regionProblem,
    saved: true,
  },
  projectName: {
    kind: 'input',
    message: 'What is the twin called in AWS?',
    flag: 'project-name',
    env: ['TWIN_PROJECT_NAME'],
    fallback: 'digital-twin',
    problem: projectNameProblem,
    saved: true,
  },
  dataSource: {
    kind: 'select',
    message: 'Where is your personal data?',
    flag: 'use-local',
    env: ['TWIN_DATA_SOURCE'],
    // Who names a repository means it: a workflow sets this variable and nothing else.
    impliedBy: { PRIVATE_DATA_REPO: 'private' },
    choices: dataChoices,
    fallback: 'local',
    problem: oneOf(dataChoices),
    saved: true,
  },
  privateRepo: {
    kind: 'input',
    message: 'Which private repository? (owner/name)',
    flag: 'private-repo',
    env: ['PRIVATE_DATA_REPO'],
    problem: dataPlaceProblem,
    saved: true,
    when: ({ dataSource }) => dataSource === 'private',
  },
  unknownFiles: {
    kind: 'select',
    message: 'What becomes of files under names that are not known?',
    flag: 'unknown-files',
    env: ['TWIN_UNKNOWN_FILES'],
    choices: unknownFilesChoices,
    fallback: 'carry',
    problem: oneOf(unknownFilesChoices),
    saved: true,
  },
  environment: {
    kind: 'select',
    message: 'Which environment?',
    flag: 'environment',
    env: ['TWIN_ENVIRONMENT'],
    choices: environmentChoices,
    fallback: 'dev',
    problem: oneOf(environmentChoices),
    saved: true,
  },
  model: {
    kind: 'input',
    message: 'Which model answers?',
    flag: 'model',
    env: ['TWIN_MODEL'],
    problem: modelProblem,
    saved: true,
  },
  approve: {
    kind: 'confirm',
    message: 'Make these changes?',
    flag: 'yes',
    env: [],
    saved: false,
    declined: { code: 'NOT_APPROVED', message: 'The changes were not approved. None of them was made.' },
  },
  confirm: {
    kind: 'input',
    message: 'Type the name of the environment to confirm',
    flag: 'confirm',
    env: [],
    saved: false,
  },
  backup: {
    kind: 'input',
    message: 'Into which folder?',
    flag: 'backup',
    env: ['TWIN_BACKUP'],
    fallback: 'twin-backup',
    saved: false,
    when: ({ keepBackup }) => keepBackup === true,
  },
  keepBackup: {
    kind: 'confirm',
    message: 'Keep a copy of the data and the conversations on this computer?',
    flag: 'backup',
    env: [],
    fallback: true,
    saved: false,
    when: ({ backup }) => backup === undefined,
  },
  confirmAccount: {
    kind: 'input',
    message: 'Type the name of the state bucket to confirm',
    flag: 'confirm',
    env: [],
    saved: false,
  },
}

export const savedKeys = (Object.keys(questions) as AnswerKey[]).filter((key) => questions[key].saved)
