import { run } from '../../source/services/shell.ts'

const program = `
import sys, json, zipfile
print(json.dumps([[i.filename, i.date_time[0], oct(i.external_attr >> 16)] for i in zipfile.ZipFile(sys.argv[1]).infolist()]))
`

/** Name, year and mode of every entry of a zip, as another program (Python's zipfile) sees it. */
export async function listZip(path: string): Promise<readonly (readonly [string, number, string])[]> {
  return JSON.parse((await run(['python3', '-c', program, path])).stdout)
}
