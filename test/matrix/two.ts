import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { failureIn, openMatrixWorld } from './matrix-world.ts'

const rounds = 20

/** Two deployments of one environment at once, over and over: one goes through, the other says who holds the lease. */
export async function runMatrix(repository: string, [count = String(rounds)]: readonly string[]): Promise<boolean> {
  const matrix = await openMatrixWorld(repository)
  const { world } = matrix
  let well = 0
  try {
    const folders = ['one', 'other'].map((name) => matrix.newProject(name))
    for (let round = 1; round <= Number(count); round += 1) {
      const args = matrix.argsOf('deploy', 'both')
      // Each round has something to deploy: who finds nothing changed needs no lease.
      for (const folder of folders)
        appendFileSync(join(folder, 'backend', 'data', 'personal_data', 'style.txt'), `\nRound ${round}.\n`)
      const endings = await Promise.all(folders.map((cwd) => world.run(args, { cwd })))
      const codes = endings.map(({ code }) => code).toSorted()
      const refused = endings.find(({ code }) => code === 4)
      const { code, message } = failureIn(refused ?? { code: 0, stdout: '', stderr: '' })
      const held = await matrix.locks('both')
      const stands = await matrix.standing('both')
      const isWell = codes.join() === '0,4' && /process \d+/.test(message) && held.length === 0 && stands === '1/1/3/1'
      if (isWell) well += 1
      else for (const ending of endings) process.stdout.write(`${ending.stdout}\n${ending.stderr}\n`)
      process.stdout.write(
        `${isWell ? '✔' : '✖'} round ${round}: ended with ${codes.join(' and ')} · ${code} ${message} · stands ${stands}${held.length > 0 ? ` · held ${held.join(', ')}` : ''}\n`,
      )
    }
    process.stdout.write(`${well} of ${count} rounds: one went through, one was told who does\n`)
    return well === Number(count)
  } finally {
    await matrix.end()
  }
}
