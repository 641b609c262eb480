import type { List, PhrasingContent, RootContent, Table } from 'mdast'
import { convertInline, type Definitions } from './convert-inline.ts'
import { linkBareAddresses } from './link-bare-addresses.ts'
import type { Block, Inline, Row } from './tree.ts'

function convertText(nodes: readonly PhrasingContent[], definitions: Definitions): readonly Inline[] {
  return linkBareAddresses(convertInline(nodes, definitions))
}

function convertList(list: List, definitions: Definitions): Block {
  return {
    kind: 'list',
    ...(list.ordered ? { start: list.start ?? 1 } : {}),
    isTight: !list.spread && list.children.every((item) => !item.spread),
    items: list.children.map((item) => ({ blocks: convertBlocks(item.children, definitions) })),
  }
}

function convertTable(table: Table, definitions: Definitions): Block {
  const [head = { cells: [] }, ...rows] = table.children.map(
    (row): Row => ({ cells: row.children.map((cell) => convertText(cell.children, definitions)) }),
  )
  return { kind: 'table', alignments: table.align ?? [], head, rows }
}

function convertOne(node: RootContent, definitions: Definitions): readonly Block[] {
  switch (node.type) {
    case 'paragraph':
      return [{ kind: 'paragraph', children: convertText(node.children, definitions) }]
    case 'heading':
      return [{ kind: 'heading', level: node.depth, children: convertText(node.children, definitions) }]
    case 'list':
      return [convertList(node, definitions)]
    case 'blockquote':
      return [{ kind: 'quote', blocks: convertBlocks(node.children, definitions) }]
    case 'code':
      return [{ kind: 'code', text: node.value }]
    case 'table':
      return [convertTable(node, definitions)]
    case 'thematicBreak':
      return [{ kind: 'rule' }]
    case 'html':
      return [{ kind: 'paragraph', children: [{ kind: 'text', text: node.value }] }]
    default:
      return []
  }
}

/** Blocks of a reply; what the page does not show (definitions, comments of other dialects) is left out. */
export function convertBlocks(nodes: readonly RootContent[], definitions: Definitions): readonly Block[] {
  return nodes.flatMap((node) => convertOne(node, definitions))
}
