/**
 * The tokens of the YAML parser, as far as the composer reads them. They are written out here so that
 * only `document.ts` knows the parser; its compiler check proves that the two agree.
 */
export type Token =
  | Mark
  | ScalarToken
  | BlockScalarToken
  | BlockMapToken
  | BlockListToken
  | FlowToken
  | DocumentToken
  | DocumentEndToken
  | DirectiveToken

/** White space, a comment, an indicator or an error: a stretch of text without structure. */
export interface Mark {
  readonly type:
    | 'error'
    | 'byte-order-mark'
    | 'doc-mode'
    | 'doc-start'
    | 'space'
    | 'comment'
    | 'newline'
    | 'directive-line'
    | 'anchor'
    | 'tag'
    | 'seq-item-ind'
    | 'explicit-key-ind'
    | 'map-value-ind'
    | 'flow-map-start'
    | 'flow-map-end'
    | 'flow-seq-start'
    | 'flow-seq-end'
    | 'flow-error-end'
    | 'comma'
    | 'block-scalar-header'
  readonly offset: number
  readonly source: string
  readonly indent?: number
}

export interface ScalarToken {
  readonly type: 'alias' | 'scalar' | 'single-quoted-scalar' | 'double-quoted-scalar'
  readonly offset: number
  readonly indent: number
  readonly source: string
  readonly end?: readonly Mark[]
}

export interface BlockScalarToken {
  readonly type: 'block-scalar'
  readonly offset: number
  readonly indent: number
  readonly props: readonly Token[]
  readonly source: string
}

export interface BlockMapToken {
  readonly type: 'block-map'
  readonly offset: number
  readonly indent: number
  readonly items: readonly Item[]
}

export interface BlockListToken {
  readonly type: 'block-seq'
  readonly offset: number
  readonly indent: number
  readonly items: readonly Item[]
}

export interface FlowToken {
  readonly type: 'flow-collection'
  readonly offset: number
  readonly indent: number
  readonly start: Mark
  readonly items: readonly Item[]
  readonly end: readonly Mark[]
}

export interface DocumentToken {
  readonly type: 'document'
  readonly offset: number
  readonly start: readonly Mark[]
  readonly value?: Token
  readonly end?: readonly Mark[]
}

/** A `...` line. */
export interface DocumentEndToken {
  readonly type: 'doc-end'
  readonly offset: number
  readonly source: string
  readonly end?: readonly Mark[]
}

/** A `%` line. */
export interface DirectiveToken {
  readonly type: 'directive'
  readonly offset: number
  readonly source: string
}

/** An item of a list, or a key with its value; `start` and `sep` hold what stands before the key and the value. */
export interface Item {
  readonly start: readonly Mark[]
  readonly key?: Token | null
  readonly sep?: readonly Mark[]
  readonly value?: Token
}

export function isBlockCollection(token: Token | null | undefined): token is BlockMapToken | BlockListToken {
  return token?.type === 'block-map' || token?.type === 'block-seq'
}

/** Whether a key runs over more than one line; block collections and errors count as doing so. */
export function spansLines(token: Token | null | undefined): boolean {
  if (!token) return false
  switch (token.type) {
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return token.source.includes('\n') || hasNewline(token.end)
    case 'flow-collection':
      return token.items.some((item) => hasNewline(item.start) || hasNewline(item.sep) || spansLines(item.key) || spansLines(item.value))
    default:
      return true
  }
}

function hasNewline(marks: readonly Mark[] | undefined): boolean {
  return marks?.some((mark) => mark.type === 'newline') ?? false
}
