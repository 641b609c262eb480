import { describe, expect, it } from 'vitest'
import { troubles } from '../../source/troubles/table.ts'
import { filesBelow, readText } from '../support/repository.ts'

/**
 * Codes that are no row of the table of known troubles: mistakes in what was typed or laid down, and
 * tools of this computer. Scripts match them as well, so none changes unseen: a new one is added here,
 * or better to the table.
 */
const codesOutsideTheTable = [
  'ANSWERS_TOO_NEW',
  'ATTACHING_REFUSED',
  'AWS_SILENT',
  'BACKEND_MISSING',
  'BACKUP_DAMAGED',
  'BACKUP_FOLDER_IN_USE',
  'BACKUP_INCOMPLETE',
  'BACKUP_MISSING',
  'BACKUP_TOO_NEW',
  'BUG',
  'CANNOT_CARRY_POLICY',
  'CIPHER_MISSING',
  'CONFIRMATION_MISMATCH',
  'CREDENTIALS_OF_ANOTHER_ACCOUNT',
  'DATA_ARCHIVE_DAMAGED',
  'DATA_ARCHIVE_TRUNCATED',
  'DATA_ARCHIVE_UNSAFE',
  'DATA_FORMAT_TOO_NEW',
  'DATA_INVALID',
  'DATA_IN_LFS',
  'DATA_KEY_EXPOSED',
  'DATA_KEY_INVALID',
  'DATA_KEY_IN_PROJECT',
  'DATA_KEY_IN_VARIABLE',
  'DATA_KEY_LOCKED_OUT',
  'DATA_KEY_MISSING',
  'DATA_KEY_WRONG',
  'DATA_MISSING',
  'DATA_RECIPIENTS_INVALID',
  'DATA_RECIPIENTS_MISSING',
  'DATA_REMOTE_AMBIGUOUS',
  'DATA_REMOTE_CHANGED',
  'DATA_REMOTE_EMPTY',
  'DATA_TOO_LARGE',
  'DATA_UNKNOWN_FILES',
  'DATA_UNREADABLE',
  'DEPENDENCY_HASH_MISMATCH',
  'DEPENDENCY_NOT_FOUND',
  'DEPLOY_LOCKED',
  'DEPLOY_LOCK_LOST',
  'DEV_PACKAGES_FAILED',
  'DEV_PYTHON_TOO_OLD',
  'DEV_SERVER_ENDED',
  'DIRECTORY_NOT_EMPTY',
  'DIRECTORY_NOT_WRITABLE',
  'ENVIRONMENTS_REMAIN',
  'FILE_NOT_WRITTEN',
  'FOLDER_UNREADABLE',
  'GITHUB_API_URL_INVALID',
  'GITHUB_RATE_LIMITED',
  'GITHUB_REFUSED',
  'GITHUB_UNAVAILABLE',
  'GIT_ACCESS_REFUSED',
  'GIT_ADDRESS_INVALID',
  'GIT_ADDRESS_PASSWORD',
  'GIT_BRANCH_INVALID',
  'GIT_BRANCH_NOT_FOUND',
  'GIT_FAILED',
  'GIT_HOST_KEY_CHANGED',
  'GIT_HOST_KEY_UNKNOWN',
  'GIT_PUSH_REFUSED',
  'GIT_REPOSITORY_FOREIGN',
  'GIT_SERVER_FAILED',
  'GIT_SIGN_IN_NEEDED',
  'INVALID_ANSWER',
  'LEFTOVERS_REMAIN',
  'LINK_IN_FOLDER',
  'LOCK_HOLDER_ALIVE',
  'MISSING_ANSWERS',
  'NOT_DEPLOYED',
  'NOT_GITHUB',
  'NO_EARLIER_RELEASE',
  'NPM_FAILED',
  'OBJECT_CUT',
  'PACKAGE_INDEX_UNREACHABLE',
  'PAGE_NOT_BUILT',
  'PIP_FAILED',
  'POLICY_LIMIT_REACHED',
  'POLICY_NAME_TAKEN',
  'PRIVATE_REPO_EMPTY',
  'PRIVATE_REPO_INVALID',
  'PRIVATE_REPO_NOT_FOUND',
  'PRIVATE_REPO_NO_RELEASE',
  'PRIVATE_REPO_PUBLIC',
  'PRIVATE_TOKEN_MISSING',
  'PRIVATE_TOKEN_REFUSED',
  'PRIVATE_TOKEN_SCOPE',
  'PROJECT_NOT_FOUND',
  'RECIPIENT_NOT_FOUND',
  'RECIPIENT_PROTECTED',
  'REHEARSAL_NOT_RUNNING',
  'RELEASE_DAMAGED',
  'REQUIREMENTS_MISSING',
  'STATE_DIGEST_CHANGED',
  'STATE_IN_USE',
  'STATE_UNREADABLE',
  'STATE_VERSIONS_UNSEEN',
  'STEP_UNFINISHED',
  'TOOL_FAILED',
  'TOOL_GIT_MISSING',
  'TOOL_GIT_OLD',
  'TOOL_NPM_MISSING',
  'TOOL_PIP_MISSING',
  'TOOL_PIP_OLD',
  'TOOL_PYTHON_MISSING',
  'TOOL_TERRAFORM_MISSING',
  'TOOL_TERRAFORM_OLD',
  'UNKNOWN_IDENTITY',
  'WRONG_USAGE',
]

/** Codes that come to the error in a variable, with the file that names them. */
const namedElsewhere = {
  COSTS_NOT_ACCEPTED: 'source/answers/questions.ts',
}
/** Files that make errors from a code they are given. */
const makers = ['source/ask.ts', 'source/errors.ts', 'source/troubles/find-trouble.ts']

/** Found by doctor alone, which looks where no command fails. */
const foundByDoctor: readonly string[] = ['API_FORBIDDEN', 'PAGE_STALE', 'STATE_BUCKET_UNFIT']

/** Rows whose words are those of the case: a list of permissions, Terraform's own complaint, a removal. */
const withOwnWords = ['PERMISSIONS_MISSING', 'STATE_BUCKET_MISSING', 'TERRAFORM_FAILED']

const made = filesBelow('source')
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('source/rehearsal/'))
  .flatMap((path) =>
    [...readText(path).matchAll(/new (?:User|Tool|Detailed)Error\(\s*(?:'([^']*)'|(\S+))/g)].map(([, code]) => ({
      path,
      code,
    })),
  )
const codes: readonly string[] = [...new Set(made.flatMap(({ code }) => code ?? []))].sort()
const known: readonly string[] = troubles.map(({ code }) => code)

describe('the codes of errors', () => {
  it('are words that stand in the source, in capitals', () => {
    expect(codes.filter((code) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([])
  })

  it('are rows of the table, or are listed here', () => {
    expect(codes.filter((code) => !known.includes(code))).toEqual(codesOutsideTheTable)
  })

  it('of the table have its words, but for those that say more', () => {
    expect(codes.filter((code) => known.includes(code))).toEqual(withOwnWords)
  })

  it('come as a variable in few places, and stand where this says', () => {
    const places = made.filter(({ code }) => code === undefined).map(({ path }) => path)
    expect([...new Set(places)].sort()).toEqual(makers)
    for (const [code, path] of Object.entries(namedElsewhere)) expect(readText(path)).toContain(`'${code}'`)
  })

  it('of the table are all used: by name, by their patterns, or by doctor', () => {
    const text = filesBelow('source')
      .filter((path) => !path.startsWith('source/troubles/'))
      .map(readText)
      .join('\n')
    const idle = troubles.filter((row) => !row.aws && !row.text && !text.includes(`'${row.code}'`))
    expect(idle.map(({ code }) => code).filter((code) => !foundByDoctor.includes(code))).toEqual([])
  })
})
