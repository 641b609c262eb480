import type { archiveBy } from './tar.ts'

type Options = Parameters<typeof archiveBy>[1]
/** A file that the manifest announces as it should. */
const file = (name: string, content = "b'x'"): Options => ({
  before: `announce(${name}, ${content})`,
  more: `entry(${name}, ${content})`,
})
/** The same under a pax header, where Python needs one. */
const pax = (headers: string): Options => ({
  ...file("'personal_data/me.txt'"),
  more: `entry('personal_data/me.txt', b'x', pax_headers=${headers})`,
  form: 'PAX',
})
const typed = (type: string): Options => ({
  before: `announce('personal_data/me.txt', b'')`,
  more: `entry('personal_data/me.txt', b'', tarfile.${type}, linkname='/etc/passwd')`,
})
const [unsafe, damaged] = ['DATA_ARCHIVE_UNSAFE', 'DATA_ARCHIVE_DAMAGED']

/** What each is, how it is made with good data in it, the code it is refused with, and a word of the sentence. */
export const hostileTars: readonly [string, Options, string, RegExp][] = [
  ['a way up', file("'../../evil.txt'"), unsafe, /leads elsewhere/],
  ['a way up inside', file("'personal_data/../../evil'"), unsafe, /leads elsewhere/],
  ['an absolute path', file("'/etc/cron.d/evil'"), unsafe, /absolute path/],
  ['a drive letter', file("'C:evil.txt'"), unsafe, /drive letter/],
  ['a backslash', file("'personal_data\\\\evil.txt'"), unsafe, /backslash/],
  ['a control character', file("'personal_data/\\x1b[2Jevil'"), unsafe, /control characters/],
  ['a hidden direction mark', { ...file("'personal_data/\\u202etxt.exe'"), form: 'PAX' }, unsafe, /control characters/],
  ['an empty part', file("'personal_data//evil'"), unsafe, /leads elsewhere/],
  ['other case', file("'Personal_Data/Summary.txt'"), unsafe, /same name on some computers/],
  ['the same name again', file("'personal_data/summary.txt'"), unsafe, /same name on some computers/],
  ['the manifest again', file("'manifest.json'"), unsafe, /same name on some computers/],
  [
    'another Unicode form',
    {
      before: "announce('personal_data/caf\\u00e9', b'x'); announce('personal_data/cafe\\u0301', b'x')",
      more: "entry('personal_data/caf\\u00e9', b'x'); entry('personal_data/cafe\\u0301', b'x')",
      form: 'PAX',
    },
    unsafe,
    /same name on some computers/,
  ],
  ['a way up that is not announced', { more: "entry('../evil', b'x')" }, unsafe, /leads elsewhere/],
  ['a symbolic link', typed('SYMTYPE'), unsafe, /holds a link/],
  ['a hard link', typed('LNKTYPE'), unsafe, /holds a link/],
  ['a character device', typed('CHRTYPE'), unsafe, /holds a device/],
  ['a block device', typed('BLKTYPE'), unsafe, /holds a device/],
  ['a named pipe', typed('FIFOTYPE'), unsafe, /named pipe/],
  ['a folder', typed('DIRTYPE'), unsafe, /folder/],
  ['a sparse file of GNU tar', typed('GNUTYPE_SPARSE'), unsafe, /sparse file/],
  [
    'a file that carries the name of a link',
    {
      ...file("'personal_data/me.txt'"),
      more: "entry('personal_data/me.txt', b'x', linkname='/etc/passwd')",
    },
    unsafe,
    /holds a link/,
  ],
  [
    'a long name of GNU tar',
    { more: "entry('long', b'x' * 200, tarfile.GNUTYPE_LONGNAME)" },
    unsafe,
    /form of GNU tar/,
  ],
  ['another kind of tar', { form: 'GNU' }, damaged, /another kind/],
  ['a sparse file of pax', pax("{'GNU.sparse.major': '1'}"), unsafe, /something other than a name/],
  ['pax that makes it larger', pax("{'size': '9999999999'}"), unsafe, /something other than a name/],
  ['pax that makes it a link', pax("{'linkpath': '/etc/passwd'}"), unsafe, /something other than a name/],
  ['pax that renames it out', pax("{'path': '../../evil'}"), unsafe, /leads elsewhere/],
  ['pax that renames it', pax("{'path': 'prompts/other.txt'}"), damaged, /not the one/],
  ['pax that sets a name and more', pax("{'path': 'personal_data/me.txt', 'size': '9'}"), unsafe, /more than a name/],
  [
    'pax for all files',
    {
      first:
        "t.pax_headers = {'path': 'evil'}; out.write(t.tarinfo.create_pax_global_header(t.pax_headers)); t.offset = out.tell()",
      form: 'PAX',
    },
    unsafe,
    /settings for all/,
  ],
  ['100,000 entries', { more: "for i in range(100000): entry(f'personal_data/{i}.txt')" }, damaged, /more files than/],
  [
    '100,000 entries that are announced',
    {
      before: "for i in range(100000): manifest['files'].append({'path': f'p/{i}', 'bytes': 0, 'sha256': '0' * 64})",
      more: '',
    },
    unsafe,
    /too long/,
  ],
  [
    '2,000 entries that are announced',
    { before: "for i in range(2000): manifest['files'].append({'path': f'p/{i}', 'bytes': 0, 'sha256': '0' * 64})" },
    unsafe,
    /more than 1000 entries/,
  ],
  [
    '300 entries that are announced',
    { before: "for i in range(300): manifest['files'].append({'path': f'p/{i}', 'bytes': 0, 'sha256': '0' * 64})" },
    'DATA_TOO_LARGE',
    /more than 200 files/,
  ],
  [
    '100 MB of zeros',
    file("'personal_data/me.txt'", 'bytes(100 * 1024 * 1024)'),
    'DATA_TOO_LARGE',
    /larger than 10 MB/,
  ],
  [
    '100 MB of zeros, announced as less',
    {
      before: "announce('personal_data/me.txt', b'x')",
      more: "entry('personal_data/me.txt', bytes(100 * 1024 * 1024))",
    },
    damaged,
    /not the size/,
  ],
  [
    '100 MB behind its end',
    { more: 't.close(); out.write(bytes(100 * 1024 * 1024)); t.fileobj = io.BytesIO()' },
    damaged,
    /follows its end/,
  ],
  [
    '8 GB in a number of another kind',
    {
      before: "announce('personal_data/me.txt', b'x')",
      more: "info = tarfile.TarInfo('personal_data/me.txt'); info.size = 1 << 33; out.write(info.tobuf(tarfile.GNU_FORMAT)); t.offset = out.tell()",
    },
    damaged,
    /number|another kind/,
  ],
  ['a wrong hash', { before: "manifest['files'][0]['sha256'] = '0' * 64" }, damaged, /not the file/],
  ['a hash of another file', { before: "files[0] = (files[0][0], b'y' * len(files[0][1]))" }, damaged, /not the file/],
  ['a wrong version', { before: "manifest['version'] = '0' * 16" }, damaged, /version/],
  ['a file too few', { before: 'files.pop()' }, damaged, /1 of the files are missing/],
  ['a file too many', { more: "entry('personal_data/me.txt', b'x')" }, damaged, /more files than/],
  ['files in another order', { before: 'files.reverse()' }, damaged, /not the one/],
  ['no manifest', { first: "entry('personal_data/me.txt', b'x')" }, damaged, /begin with its manifest/],
  ['a manifest that is not JSON', { first: "json.dumps = lambda _: '{'" }, damaged, /not JSON/],
  ['a manifest of something else', { before: "manifest = {'files': []}" }, damaged, /what it should/],
  ['a manifest with more in it', { before: "manifest['run'] = 'rm'" }, damaged, /what it should/],
  ['a newer format', { before: "manifest = {'format': 2, 'parts': []}" }, 'DATA_FORMAT_TOO_NEW', /format 2/],
]
