import { describe, expect, test } from 'vitest'
import { parseMarkdown } from '../../frontend/src/markdown/parse-markdown.ts'

const text = (value: string) => ({ kind: 'text', text: value })
const link = (address: string, label: string) => ({ kind: 'link', address, children: [text(label)] })

/** The inlines of a reply that is one paragraph. */
function inlineOf(markdown: string) {
  const [block, ...others] = parseMarkdown(markdown)
  expect(others).toEqual([])
  expect(block?.kind).toBe('paragraph')
  return block?.kind === 'paragraph' ? block.children : []
}

describe('what could do harm becomes text', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'Hello <b onclick="x()">you</b>',
    '<iframe src="https://example.org"></iframe>',
  ])('raw HTML %j is shown as it is written', (html) => {
    const shown = inlineOf(html).map((node) => (node.kind === 'text' ? node.text : ''))
    expect(shown.join('')).toBe(html)
  })

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html;base64,AAAA)',
    '[x](vbscript:x)',
    '[x](file:///etc/passwd)',
    '[x](/api/conversation)',
    '[x](//example.org)',
    '[x][y]\n\n[y]: javascript:alert(1)',
  ])('the address of %j is dropped', (markdown) => {
    expect(inlineOf(markdown)).toEqual([text('x')])
  })

  test('an image is what its author says is on it', () => {
    expect(inlineOf('![a cat](https://example.org/cat.png)')).toEqual([text('[a cat]')])
    expect(inlineOf('![](https://example.org/pixel.gif)')).toEqual([])
    expect(inlineOf('![a cat][c]\n\n[c]: https://example.org/cat.png')).toEqual([text('[a cat]')])
  })
})

describe('links', () => {
  test.each([
    ['[me](https://example.org/a?b=c)', [link('https://example.org/a?b=c', 'me')]],
    ['<https://example.org>', [link('https://example.org/', 'https://example.org')]],
    ['[me](mailto:a@example.org)', [link('mailto:a@example.org', 'me')]],
    ['[me][m]\n\n[m]: https://example.org/', [link('https://example.org/', 'me')]],
    [
      'See https://example.org/a_b.',
      [text('See '), link('https://example.org/a_b', 'https://example.org/a_b'), text('.')],
    ],
    ['(https://example.org/x)', [text('('), link('https://example.org/x', 'https://example.org/x'), text(')')]],
    ['https://example.org/x_(y)', [link('https://example.org/x_(y)', 'https://example.org/x_(y)')]],
    ['`https://example.org`', [{ kind: 'code', text: 'https://example.org' }]],
    ['[https://a.example](https://b.example)', [link('https://b.example/', 'https://a.example')]],
  ])('%j', (markdown, inlines) => {
    expect(inlineOf(markdown)).toEqual(inlines)
  })
})

test('formatting nests', () => {
  expect(inlineOf('**a *b*** ~~c~~ &amp;\\\nd')).toEqual([
    { kind: 'strong', children: [text('a '), { kind: 'emphasis', children: [text('b')] }] },
    text(' '),
    { kind: 'deleted', children: [text('c')] },
    text(' &'),
    { kind: 'break' },
    text('d'),
  ])
})

test('blocks', () => {
  const kinds = parseMarkdown('# A\n\nb\n\n- c\n- d\n\n3. e\n\n> f\n\n```js\ng\n```\n\n---\n').map(
    (block) => block.kind,
  )
  expect(kinds).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'code', 'rule'])
})

test('an ordered list keeps its first number, an unordered one has none', () => {
  expect(parseMarkdown('3. c\n4. d')).toMatchObject([{ kind: 'list', start: 3, isTight: true }])
  expect(parseMarkdown('- c')[0]).not.toHaveProperty('start')
  expect(parseMarkdown('- c\n\n- d')).toMatchObject([{ isTight: false }])
})

test('a table keeps its alignments', () => {
  expect(parseMarkdown('|a|b|\n|:-|-:|\n|1|2|')).toEqual([
    {
      kind: 'table',
      alignments: ['left', 'right'],
      head: { cells: [[text('a')], [text('b')]] },
      rows: [{ cells: [[text('1')], [text('2')]] }],
    },
  ])
})

test('half a reply is still a reply', () => {
  expect(parseMarkdown('**a\n\n```\nb')).toMatchObject([{ kind: 'paragraph' }, { kind: 'code', text: 'b' }])
})
