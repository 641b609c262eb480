import { run } from '../../../services/shell.ts'

export interface Distributions {
  /** As in `fastapi==0.115.0`. */
  readonly pinned: readonly string[]
  /** What they need on this machine's Python or system and not on the Lambda's, as in `exceptiongroup>=1.0.2`. */
  readonly local: readonly string[]
}

const program = `
import json, sys
from importlib.metadata import distributions
from pip._vendor.packaging.markers import default_environment
from pip._vendor.packaging.requirements import Requirement

here = {**default_environment(), 'extra': ''}
there = {**here, 'python_version': '3.13', 'python_full_version': '3.13.0', 'os_name': 'posix',
         'sys_platform': 'linux', 'platform_system': 'Linux', 'platform_machine': 'aarch64'}
pinned, local = [], set()
for each in distributions(path=[sys.argv[1]]):
    pinned.append(each.metadata['Name'] + '==' + each.version)
    for text in each.requires or []:
        need = Requirement(text)
        if need.marker and need.marker.evaluate(here) and not need.marker.evaluate(there):
            local.add(need.name + str(need.specifier))
print(json.dumps({'pinned': sorted(pinned), 'local': sorted(local)}))
`

/** Reads which distributions lie in a folder of Python packages. */
export async function readDistributions(folder: string, python: string): Promise<Distributions> {
  const answer = await run([python, '-c', program, folder], { tool: 'python' })
  return JSON.parse(answer.stdout) as Distributions
}
