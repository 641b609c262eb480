import { git } from '../../support/git/repositories.ts'

/** Commits all that git does not ignore in a project, and clones it, as a fork comes to somebody's computer. */
export function cloneProject(project: string, target: string): string {
  git(project, 'init', '--quiet')
  git(project, 'add', '--all')
  git(project, 'commit', '--quiet', '--allow-empty', '--message', 'The project')
  git(project, 'clone', '--quiet', project, target)
  return target
}
