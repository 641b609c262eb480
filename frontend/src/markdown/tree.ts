/**
 * What a reply may consist of, and nothing else: there is no node for raw HTML, an image, or a link
 * to anything but the web and mail, so no view can show one.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis' | 'deleted'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly address: string; readonly children: readonly Inline[] }

export type Alignment = 'left' | 'right' | 'center' | null

export interface Row {
  readonly cells: readonly (readonly Inline[])[]
}

export interface Item {
  readonly blocks: readonly Block[]
}

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly start?: number; readonly isTight: boolean; readonly items: readonly Item[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly alignments: readonly Alignment[]
      readonly head: Row
      readonly rows: readonly Row[]
    }
  | { readonly kind: 'rule' }
