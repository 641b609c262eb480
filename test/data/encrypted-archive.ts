import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Contents, inFolderWith } from './folders.ts'
import { python } from './python.ts'

export const dataKey = 'correct horse battery staple'

/** What people's existing scripts write: the real openssl program, its own defaults. */
export function encrypt(content: string | Uint8Array, key = dataKey): Buffer {
  return execFileSync('openssl', ['enc', '-aes-256-cbc', '-salt', '-pbkdf2', '-pass', 'env:KEY'], {
    input: typeof content === 'string' ? Buffer.from(content) : content,
    env: { ...process.env, KEY: key },
  })
}

/** Files, packed by the real zip program, as people pack them. */
export function zip(contents: Contents): Buffer {
  return inFolderWith(contents, (folder) =>
    inFolderWith({}, (target) => {
      const archive = join(target, 'data.zip')
      execFileSync('zip', ['-q', '-r', archive, '.'], { cwd: folder })
      return readFileSync(archive)
    }),
  )
}

export const encryptedFiles = (contents: Contents, key = dataKey): Contents =>
  Object.fromEntries(Object.entries(contents).map(([path, content]) => [`${path}.encrypted`, encrypt(content, key)]))

export const encryptedArchive = (contents: Contents) => zip(encryptedFiles(contents))

/** An archive that Python's zipfile writes; `program` adds to the open archive `z`. */
export function hostileArchive(program: string, contents: Contents = {}): Buffer {
  const source = `
import sys, zipfile, io, os, stat, warnings
warnings.simplefilter('ignore')
out = io.BytesIO()
z = zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED)
for root, _, names in os.walk(sys.argv[1]):
    for name in names:
        path = os.path.join(root, name)
        z.write(path, os.path.relpath(path, sys.argv[1]))
${program}
z.close()
sys.stdout.buffer.write(out.getvalue())
`
  return inFolderWith(contents, (folder) => python(source, [folder]))
}
