import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes, the longest first: begun last, one of them would run alone while a processor is idle. */
const long = [
  'end-to-end/whole-story',
  'doctor/deployed',
  'end-to-end/canaries',
  'end-to-end/private-data',
  'pty/interrupts',
  'doctor/state',
  'end-to-end/unlock',
  'doctor/backend',
  'doctor/region',
  'pty/credentials',
  'pty/wizard',
  'end-to-end/hostile-archives',
  'terraform/security-rules',
  'end-to-end/bad-input',
  'browser/chat-page',
  'browser/appearance',
  'doctor/credentials',
  'terraform/state-digest',
  'pty/permissions',
  'doctor/identities',
  'steps/data-remotes',
  'data/remotes/branch-remote',
  'data/replace-data',
  'commands/data',
  'data/age/damage',
].map((name) => `/test/${name}.test.ts`)

const rankOf = ({ moduleId }: TestSpecification) => {
  const rank = long.findIndex((name) => moduleId.replaceAll('\\', '/').endsWith(name))
  return rank < 0 ? long.length : rank
}

/** The usual order, but for those. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b))
  }
}
