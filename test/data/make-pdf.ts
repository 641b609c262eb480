import { deflateSync } from 'node:zlib'

interface PdfOptions {
  /** One page each; lines divided by line feeds. */
  readonly pages: readonly string[]
  readonly isEncrypted?: boolean
  readonly isPacked?: boolean
}

const content = (text: string) =>
  `BT /F1 12 Tf 20 700 Td ${text
    .split('\n')
    .map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj 0 -20 Td`)
    .join(' ')} ET`

/** A whole PDF after ISO 32000-1, made by hand: Latin-1 text in Helvetica. A page without text is an empty one. */
export function makePdf({ pages, isEncrypted = false, isPacked = false }: PdfOptions): Buffer {
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ')
  const objects: string[] = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ]
  for (const [index, text] of pages.entries()) {
    const plain = Buffer.from(text === '' ? '' : content(text), 'latin1')
    const stream = (isPacked ? deflateSync(plain) : plain).toString('latin1')
    const filter = isPacked ? '/Filter/FlateDecode' : ''
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents ${5 + 2 * index} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
      `<</Length ${stream.length}${filter}>>\nstream\n${stream}\nendstream`,
    )
  }
  let pdf = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = pdf.length
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  // Neither password fits these: whoever opens the document is asked for one.
  const encrypt = `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(${'a'.repeat(32)})/U(${'b'.repeat(32)})>>/ID[<00><00>]`
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `<</Size ${objects.length + 1}/Root 1 0 R${isEncrypted ? encrypt : ''}>>`
  const xref = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer${trailer}`
  return Buffer.from(`${pdf}${xref}\nstartxref\n${pdf.length}\n%%EOF\n`, 'latin1')
}
