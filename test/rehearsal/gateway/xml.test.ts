import { describe, expect, test } from 'vitest'
import { childrenOf, escapeXml, findXml, parseXml, textAt } from '../../../source/rehearsal/gateway/xml.ts'

describe('reading XML', () => {
  test('elements, attributes, entities, CDATA and comments', () => {
    const root = parseXml(
      '<?xml version="1.0"?><!-- c --><A x="1"><B>a &amp; b&#x21;&#33;</B><B/><C><![CDATA[<raw>]]></C></A>',
    )
    expect(root.name).toBe('A')
    expect(childrenOf(root, 'B').map(({ text }) => text)).toEqual(['a & b!!', ''])
    expect(textAt(root, 'C')).toBe('<raw>')
  })

  test('the inside of an element is kept letter by letter', () => {
    const inside = '\n  <Quantity>1</Quantity><Items>\n<Name>a &lt; b</Name></Items>'
    expect(findXml(parseXml(`<R><Config xmlns="x">${inside}</Config></R>`), 'Config')?.inner).toBe(inside)
  })

  test.each(['', 'plain text', '<A><B></A>', '<A>'])('%j is refused', (source) => {
    expect(() => parseXml(source)).toThrow(SyntaxError)
  })
})

test('escaping and reading give the same text back', () => {
  const text = `<a href="x">&'</a>`
  expect(textAt(parseXml(`<R>${escapeXml(text)}</R>`))).toBe(text)
})
