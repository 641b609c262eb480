import { InlineView } from './inline-view.tsx'
import { TableView } from './table-view.tsx'
import type { Block, Item } from './tree.ts'

/** Headings of a reply come below the page's own first two levels. */
const headings = ['h3', 'h4', 'h5', 'h6'] as const

function Items({ items, isTight }: { items: readonly Item[]; isTight: boolean }) {
  return items.map(({ blocks }, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: items have no other identity than their place.
    <li key={place}>
      <BlockView blocks={blocks} isTight={isTight} />
    </li>
  ))
}

function One({ block, isTight }: { block: Block; isTight: boolean }) {
  switch (block.kind) {
    case 'paragraph':
      return isTight ? (
        <InlineView nodes={block.children} />
      ) : (
        <p>
          <InlineView nodes={block.children} />
        </p>
      )
    case 'heading': {
      const Heading = headings[block.level - 1] ?? 'h6'
      return (
        <Heading>
          <InlineView nodes={block.children} />
        </Heading>
      )
    }
    case 'list':
      return block.start === undefined ? (
        <ul>
          <Items {...block} />
        </ul>
      ) : (
        <ol start={block.start}>
          <Items {...block} />
        </ol>
      )
    case 'quote':
      return (
        <blockquote>
          <BlockView blocks={block.blocks} />
        </blockquote>
      )
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <pre className="scroller" tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'table':
      return <TableView table={block} />
    case 'rule':
      return <hr />
  }
}

/** Draws blocks; in a tight list paragraphs stand without the space of a paragraph. */
export function BlockView({ blocks, isTight = false }: { blocks: readonly Block[]; isTight?: boolean }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a reply never changes, so a block's place is its key.
  return blocks.map((block, place) => <One key={place} block={block} isTight={isTight} />)
}
