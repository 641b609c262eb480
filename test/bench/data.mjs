import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findAge } from '../support/age-program.mjs'
import { bundleRun } from './support/bundle-run.mjs'
import { interleave, printCount, printRatio, timeProgram } from './support/measure.mjs'
import { emptyFolder, root } from './support/places.mjs'

/** Bytes. */
const length = 100_000_000
const hashOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Encrypts and decrypts 100 MB from file to file, each side in a new process; the page cache is warm for both. */
export async function data({ rounds = 9 }) {
  const { age, keygen } = findAge(root)
  const program = await bundleRun('data-run.ts')
  const folder = emptyFolder('data')
  const at = (name) => join(folder, name)
  execFileSync(keygen, ['-o', at('identity.txt')], { stdio: 'ignore' })
  const recipient = execFileSync(keygen, ['-y', at('identity.txt')], { encoding: 'utf8' })
  writeFileSync(at('recipients.txt'), recipient)
  writeFileSync(at('plain'), randomBytes(length))

  let memory = 0
  const ours = async (...args) => {
    const { milliseconds, output } = await timeProgram([process.execPath, program, ...args])
    memory = Math.max(memory, JSON.parse(output).memory)
    return milliseconds
  }
  const theirs = async (...args) => (await timeProgram([age, ...args])).milliseconds
  /** Each writes a new file: to write over one costs more or less than that, by the file system. */
  const anew = (name, write) => () => {
    rmSync(at(name), { force: true })
    return write(at(name))
  }
  const taken = await interleave(rounds, {
    encrypt: anew('ours.age', (to) => ours('encrypt', at('recipients.txt'), at('plain'), to)),
    encryptByAge: anew('theirs.age', (to) => theirs('-R', at('recipients.txt'), '-o', to, at('plain'))),
    decrypt: anew('ours', (to) => ours('decrypt', at('identity.txt'), at('theirs.age'), to)),
    decryptByAge: anew('theirs', (to) => theirs('-d', '-i', at('identity.txt'), '-o', to, at('ours.age'))),
  })
  // Each side read what the other had written.
  const same = ['ours', 'theirs'].every((name) => hashOf(at(name)) === hashOf(at('plain')))
  if (!same) throw new Error('What was decrypted is not what was encrypted.')
  printRatio('encrypt 100 MB / age', taken, 'encrypt', 'encryptByAge', 'at most 4')
  printRatio('decrypt 100 MB / age', taken, 'decrypt', 'decryptByAge', 'at most 4')
  printCount('most memory of ours', `${(memory / 1e6).toFixed(0)} MB`, 'under 200 MB')
}
