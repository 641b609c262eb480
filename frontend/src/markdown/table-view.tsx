import { InlineView } from './inline-view.tsx'
import type { Alignment, Block } from './tree.ts'

const alignmentClass = (alignment: Alignment | undefined) => (alignment ? `align-${alignment}` : undefined)

/** A table that scrolls by itself, so that a wide one never makes the page scroll sideways. */
export function TableView({ table }: { table: Extract<Block, { kind: 'table' }> }) {
  const { alignments, head, rows } = table
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="scroller" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.cells.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other identity than their place.
              <th key={column} scope="col" className={alignmentClass(alignments[column])}>
                <InlineView nodes={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <tr key={line}>
              {row.cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <td key={column} className={alignmentClass(alignments[column])}>
                  <InlineView nodes={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
