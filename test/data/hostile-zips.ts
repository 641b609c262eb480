/** For hostileArchive: an entry with a name. */
export const named = (name: string) => `z.writestr(zipfile.ZipInfo(${name}), b'x')`
const typed = (type: string) => `
info = zipfile.ZipInfo('personal_data/me.txt.encrypted')
info.create_system = 3
info.external_attr = (${type} | 0o777) << 16
z.writestr(info, '/etc/passwd')`

/** What each is, the program that adds it to a good archive, and a word of the sentence it is refused with. */
export const hostileZips: readonly [string, string, RegExp][] = [
  ['a way up', named("'../../evil.txt'"), /leads elsewhere/],
  ['a way up inside', named("'personal_data/../../evil'"), /leads elsewhere/],
  ['an absolute path', named("'/etc/cron.d/evil'"), /absolute path/],
  ['a drive letter', named("'C:evil.txt'"), /drive letter/],
  ['a backslash', named("'personal_data\\\\evil.txt'"), /backslash/],
  ['a control character', named("'personal_data/\\x1b[2Jevil'"), /control characters/],
  ['a hidden direction mark', named("'personal_data/\\u202etxt.exe'"), /control characters/],
  ['an empty part', named("'personal_data//evil'"), /leads elsewhere/],
  ['other case', named("'Personal_Data/Summary.txt.encrypted'"), /same name on some computers/],
  ['the same name again', named("'personal_data/summary.txt.encrypted'"), /same name on some computers/],
  ['another Unicode form', `${named("'caf\\u00e9'")}\n${named("'cafe\\u0301'")}`, /same name on some computers/],
  ['a link', typed('stat.S_IFLNK'), /link or a device/],
  ['a device', typed('stat.S_IFCHR'), /link or a device/],
  ['a pipe', typed('stat.S_IFIFO'), /link or a device/],
  ['2,000 entries', `for i in range(2000): ${named("f'n{i}'")}`, /more than 1000 entries/],
  ['100,000 entries', `for i in range(100000): ${named("f'n{i}'")}`, /more than 1000 entries/],
  ['100 MB of zeros', "z.writestr('personal_data/me.txt.encrypted', bytes(100 * 1024 * 1024))", /more than 25 MB/],
]
