import { memo } from 'react'
import { BlockView } from './block-view.tsx'
import { parseMarkdown } from './parse-markdown.ts'

/** A reply, drawn from its Markdown; parsed once however often the thread is drawn. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="prose">
      <BlockView blocks={parseMarkdown(text)} />
    </div>
  )
})
