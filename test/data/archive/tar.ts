import { makePersonalData, type PersonalData } from '../../../source/services/data/personal-data.ts'
import type { Contents } from '../folders.ts'
import { python } from '../python.ts'

export const dataOf = (contents: Contents): PersonalData =>
  makePersonalData(Object.entries(contents).map(([path, content]) => ({ path, bytes: Buffer.from(content) })))

/**
 * A tar archive as Python's tarfile writes it, in the form we write: a fitting manifest, then the files. `program` may
 * change `files` (path and bytes, in order) and `manifest` first, and then add to the open archive `t`; `more` adds
 * after the files.
 */
export function archiveBy(contents: Contents, { before = '', first = '', more = '', form = 'USTAR' } = {}): Buffer {
  const input = JSON.stringify(
    Object.entries(contents).map(([path, content]) => [path, Buffer.from(content).toString('base64')]),
  )
  const source = `
import sys, tarfile, io, json, hashlib, base64
files = sorted((path, base64.b64decode(text)) for path, text in json.load(sys.stdin))
digest = lambda content: hashlib.sha256(content).hexdigest()
named = lambda files: hashlib.sha256(''.join(f'{p}\\0{digest(b)}\\n' for p, b in files).encode()).hexdigest()[:16]
manifest = {'format': 1, 'version': named(files), 'files': [{'path': p, 'bytes': len(b), 'sha256': digest(b)} for p, b in files]}
def entry(name, content=b'', type=tarfile.REGTYPE, **more):
    info = tarfile.TarInfo(name)
    info.size, info.type = len(content), type
    for key, value in more.items(): setattr(info, key, value)
    t.addfile(info, io.BytesIO(content))
out = io.BytesIO()
t = tarfile.open(fileobj=out, mode='w', format=tarfile.${form}_FORMAT)
def announce(path, content):
    manifest['files'].append({'path': path, 'bytes': len(content), 'sha256': digest(content)})
${before}
${first}
entry('manifest.json', json.dumps(manifest).encode())
for path, content in files: entry(path, content)
${more}
t.close()
sys.stdout.buffer.write(out.getvalue())
`
  return python(source, [], input)
}
