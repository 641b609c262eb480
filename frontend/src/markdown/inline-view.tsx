import type { Inline } from './tree.ts'

function One({ node }: { node: Inline }) {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'code':
      return <code>{node.text}</code>
    case 'break':
      return <br />
    case 'strong':
      return (
        <strong>
          <InlineView nodes={node.children} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <InlineView nodes={node.children} />
        </em>
      )
    case 'deleted':
      return (
        <del>
          <InlineView nodes={node.children} />
        </del>
      )
    case 'link':
      return (
        <a href={node.address} title={node.address} target="_blank" rel="noopener noreferrer nofollow">
          <InlineView nodes={node.children} />
        </a>
      )
  }
}

/** The tree of one reply never changes, so a node's place in it is its key. */
export function InlineView({ nodes }: { nodes: readonly Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: see above.
  return nodes.map((node, place) => <One key={place} node={node} />)
}
