import type { Definition, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import { convertBlocks } from './convert-block.ts'
import type { Block } from './tree.ts'

function collectDefinitions(nodes: readonly RootContent[], found: Map<string, Definition>): Map<string, Definition> {
  for (const node of nodes) {
    if (node.type === 'definition') {
      if (!found.has(node.identifier)) found.set(node.identifier, node)
    } else if ('children' in node) {
      collectDefinitions(node.children, found)
    }
  }
  return found
}

/** Reads a reply as CommonMark with the tables, bare addresses and strike-through of GitHub's dialect. */
export function parseMarkdown(markdown: string): readonly Block[] {
  const { children } = fromMarkdown(markdown, {
    extensions: [gfmTable(), gfmStrikethrough({ singleTilde: false })],
    mdastExtensions: [gfmTableFromMarkdown(), gfmStrikethroughFromMarkdown()],
  })
  return convertBlocks(children, collectDefinitions(children, new Map()))
}
