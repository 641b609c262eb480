/** One element of a small XML document: AWS's answers and requests have no mixed content worth keeping. */
export interface Element {
  readonly name: string
  readonly attributes: string
  readonly children: readonly Element[]
  readonly text: string
  /** Where the element's inside begins and ends in the source, so that it can be kept as it was sent. */
  readonly inner: string
}

interface Open {
  name: string
  attributes: string
  children: Element[]
  text: string
  start: number
}

const token = /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>]+)([^>]*?)(\/?)>/g

/** Reads a document's root element; throws on text that is not XML. */
export function parseXml(source: string): Element {
  const stack: Open[] = [{ name: '', attributes: '', children: [], text: '', start: 0 }]
  let end = 0
  for (const match of source.matchAll(token)) {
    const top = stack.at(-1) as Open
    top.text += decodeXml(source.slice(end, match.index))
    end = match.index + match[0].length
    const [, data, closing, name, attributes = '', empty] = match
    if (data !== undefined) top.text += data
    if (name === undefined) continue
    if (closing) closeElement(stack, name, source.slice(top.start, match.index))
    else if (empty) top.children.push({ name, attributes, children: [], text: '', inner: '' })
    else stack.push({ name, attributes, children: [], text: '', start: end })
  }
  const root = stack[0]?.children[0]
  if (stack.length !== 1 || !root) throw new SyntaxError('not a well-formed XML document')
  return root
}

function closeElement(stack: Open[], name: string, inner: string) {
  const element = stack.pop()
  const parent = stack.at(-1)
  if (!element || !parent || element.name !== name) throw new SyntaxError(`unexpected </${name}>`)
  parent.children.push({ ...element, inner })
}

export const childOf = (element: Element | undefined, name: string) =>
  element?.children.find((child) => child.name === name)

export const childrenOf = (element: Element | undefined, name: string) =>
  element?.children.filter((child) => child.name === name) ?? []

/** Follows names downwards: `findXml(root, 'CreateRoleResult', 'Role')`. */
export const findXml = (element: Element | undefined, ...path: readonly string[]) =>
  path.reduce<Element | undefined>((at, name) => childOf(at, name), element)

/** The text at a path, without the white space around it; empty when there is none. */
export const textAt = (element: Element | undefined, ...path: readonly string[]) =>
  findXml(element, ...path)?.text.trim() ?? ''

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function decodeXml(text: string): string {
  return text.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    if (name.startsWith('#')) return String.fromCodePoint(Number.parseInt(name.slice(1), 10))
    return entities[name] ?? whole
  })
}

export const escapeXml = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[character]};`)
