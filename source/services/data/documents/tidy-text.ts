/**
 * Text from a document as the model should read it: one form of each letter, ligatures taken apart, no control
 * characters, no blanks at the ends of lines, never more than one empty line.
 */
export const tidyText = (text: string) =>
  text
    .replace(/\r\n?|\f/g, '\n')
    .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
    .normalize('NFC')
    .replace(/[\u00a0\t]/g, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/gu, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
