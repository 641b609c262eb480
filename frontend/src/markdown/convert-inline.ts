import type { Definition, PhrasingContent } from 'mdast'
import { safeAddress } from './safe-address.ts'
import type { Inline } from './tree.ts'

/** Addresses of `[text][label]` links, by label. */
export type Definitions = ReadonlyMap<string, Definition>

function link(address: string | undefined, children: readonly Inline[]): readonly Inline[] {
  const safe = address === undefined ? undefined : safeAddress(address)
  return safe === undefined ? children : [{ kind: 'link', address: safe, children }]
}

/** Text of an image that is not shown: what its author says is on it. */
const insteadOfImage = (alt: string | null | undefined): readonly Inline[] =>
  alt ? [{ kind: 'text', text: `[${alt}]` }] : []

function convertOne(node: PhrasingContent, definitions: Definitions): readonly Inline[] {
  switch (node.type) {
    case 'text':
    case 'html':
      return [{ kind: 'text', text: node.value }]
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }]
    case 'break':
      return [{ kind: 'break' }]
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, children: convertInline(node.children, definitions) }]
    case 'delete':
      return [{ kind: 'deleted', children: convertInline(node.children, definitions) }]
    case 'link':
      return link(node.url, convertInline(node.children, definitions))
    case 'linkReference':
      return link(definitions.get(node.identifier)?.url, convertInline(node.children, definitions))
    case 'image':
    case 'imageReference':
      return insteadOfImage(node.alt)
    default:
      return []
  }
}

/** Text within a block. Raw HTML becomes the characters it is written with. */
export function convertInline(nodes: readonly PhrasingContent[], definitions: Definitions): readonly Inline[] {
  return nodes.flatMap((node) => convertOne(node, definitions))
}
