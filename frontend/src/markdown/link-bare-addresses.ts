import { safeAddress } from './safe-address.ts'
import type { Inline } from './tree.ts'

const bareAddress = /https?:\/\/[^\s<>"]+/g

/** What ends a sentence is not part of its address; nor is a bracket that the address did not open. */
function trimEnd(address: string): string {
  const trimmed = address.replace(/[.,;:!?'*_~]+$/, '')
  if (trimmed.endsWith(')') && !trimmed.includes('(')) return trimEnd(trimmed.slice(0, -1))
  return trimmed
}

function splitText(text: string): readonly Inline[] {
  const parts: Inline[] = []
  let done = 0
  for (const { 0: match, index } of text.matchAll(bareAddress)) {
    const shown = trimEnd(match)
    const address = safeAddress(shown)
    if (address === undefined) continue
    if (index > done) parts.push({ kind: 'text', text: text.slice(done, index) })
    parts.push({ kind: 'link', address, children: [{ kind: 'text', text: shown }] })
    done = index + shown.length
  }
  if (done < text.length) parts.push({ kind: 'text', text: text.slice(done) })
  return parts
}

/** Makes links of web addresses that a reply writes without any markup, as models like to do. */
export function linkBareAddresses(nodes: readonly Inline[]): readonly Inline[] {
  return nodes.flatMap((node): readonly Inline[] => {
    if (node.kind === 'text') return splitText(node.text)
    const isFormatted = node.kind === 'strong' || node.kind === 'emphasis' || node.kind === 'deleted'
    return isFormatted ? [{ ...node, children: linkBareAddresses(node.children) }] : [node]
  })
}
