import { expect } from 'vitest'
import type { World } from '../../end-to-end/support/world.ts'
import { commandsOf, examine, readDiagnosis } from './examine.ts'
import { runShell, type ShellOptions } from './shell.ts'

export interface PlantedTrouble {
  /** Makes the trouble, for real. */
  readonly plant: () => Promise<unknown>
  readonly code: string
  /** Id of the check that must name it. */
  readonly check: string
  readonly severity?: 'error' | 'warning'
  /** Errors that cannot but come along, as `check CODE`. */
  readonly besides?: readonly string[]
  /** Flags of the doctor, such as `--rehearse`. */
  readonly flags?: string
  /** The first command, as printed. */
  readonly command: string | RegExp
  readonly shell?: ShellOptions
  /** Waits for what the command has set going. */
  readonly settle?: () => Promise<unknown>
}

/**
 * Plants a trouble, has the doctor name it (that and nothing else, without a write), runs the first
 * command that it printed, and has it look again in the same shell.
 */
export async function plantAndMend(world: World, trouble: PlantedTrouble): Promise<void> {
  const { code, check, severity = 'error', besides = [], flags = '', command, shell = {}, settle } = trouble
  await trouble.plant()
  const ill = await examine(world, flags, shell)
  const own = severity === 'error' ? [`${check} ${code}`] : []
  expect(ill.errors.toSorted(), JSON.stringify(ill.findings)).toEqual([...own, ...besides].toSorted())
  const finding = ill.findings.find((each) => each.check === check)
  expect(finding, JSON.stringify(ill.findings)).toMatchObject({ code, severity })
  const [first = ''] = finding ? commandsOf(finding) : []
  expect(first).toMatch(command)

  const again = `twin doctor --json --only ${check} ${flags}`
  if (settle) {
    const mended = await runShell(world, first, shell)
    expect(mended.code, `${first}\n${mended.stdout}${mended.stderr}`).toBe(0)
    await settle()
  }
  const lines = settle ? again : `set -e\n{ ${first}\n} >&2\n${again}`
  const { stdout, stderr } = await runShell(world, lines, shell)
  const well = readDiagnosis(stdout, stderr)
  expect(well.findings, stderr).toEqual([])
}
