import { Abandoned, beginning, misfit, note, type Reading, stop, tabFault } from './fault.ts'
import type { Mark, Token } from './token.ts'

/** What stands before a node: its indicator, anchor, tag and white space. */
export interface Props {
  /** The `-`, `?`, `:` or `---` that was looked for. */
  readonly found: Mark | undefined
  readonly comma: Mark | undefined
  readonly anchor: Mark | undefined
  readonly isTagged: boolean
  readonly hasNewline: boolean
  /** Whether a line break stands between an anchor or tag and the node. */
  readonly brokenOff: boolean
  readonly end: number
}

export interface PropsPlace {
  readonly indicator: Mark['type']
  readonly flow?: boolean
  readonly next: Token | null | undefined
  readonly offset: number
  readonly parentIndent: number
  readonly atLineStart: boolean
}

interface Draft {
  found: Mark | undefined
  comma: Mark | undefined
  anchor: Mark | undefined
  tag: Mark | undefined
  /** White space with a tab, which must not turn out to be indentation. */
  tab: Mark | undefined
  last: Mark | undefined
  atNewline: boolean
  isSpaced: boolean
  hasNewline: boolean
  brokenOff: boolean
}

/** Reads the marks before a node; gives up the document when they are not well-formed. */
export function readProps(reading: Reading, marks: readonly Mark[], place: PropsPlace): Props {
  if (marks.length === 0) return bare(place.offset)
  const draft = newDraft(place.atLineStart)
  for (const mark of marks) {
    checkGap(draft.last, mark)
    if (draft.tab && draft.atNewline && mark.type !== 'comment' && mark.type !== 'newline') wrongTab(draft.tab)
    draft.tab = undefined
    if (mark.type === 'space' || mark.type === 'newline' || mark.type === 'comment') takeGap(draft, mark, place)
    else takeIndicator(reading, draft, mark, place)
    draft.last = mark
  }
  const { found, comma, anchor, tag, tab, last, atNewline, hasNewline, brokenOff } = draft
  const { next } = place
  if (next && !(next.type === 'scalar' && next.source === '')) checkGap(last, next)
  const isIndent = (atNewline && (tab?.indent ?? 0) <= place.parentIndent) || next?.type === 'block-map' || next?.type === 'block-seq'
  if (tab && isIndent) wrongTab(tab)
  if (tag) noteTag(reading, tag)
  return {
    found,
    comma,
    anchor,
    isTagged: tag !== undefined,
    hasNewline,
    brokenOff,
    end: last ? last.offset + last.source.length : place.offset,
  }
}

/** Nothing stands before most keys. */
function bare(end: number): Props {
  return { found: undefined, comma: undefined, anchor: undefined, isTagged: false, hasNewline: false, brokenOff: false, end }
}

// Every part is there from the beginning: drafts of one form are faster to read than drafts that grow.
function newDraft(atLineStart: boolean): Draft {
  return {
    found: undefined,
    comma: undefined,
    anchor: undefined,
    tag: undefined,
    tab: undefined,
    last: undefined,
    atNewline: atLineStart,
    isSpaced: atLineStart,
    hasNewline: false,
    brokenOff: false,
  }
}

/** Checks what follows a node on its line: white space and comments only. */
export function checkEnd(reading: Reading, marks: readonly Mark[] | undefined, needsSpace: boolean): void {
  let isSpaced = false
  for (const mark of marks ?? []) {
    if (mark.type === 'comment') {
      if (needsSpace && !isSpaced) wrongComment(mark)
    } else if (mark.type === 'space' || mark.type === 'newline') isSpaced = true
    else throw new Abandoned(misfit(reading, mark))
  }
}

/** Ends the document at a `,` behind which nothing stands. */
export function extraComma(mark: Mark): never {
  return stop(mark.offset, mark.offset + 1, 'a `,` stands where a value is due', 'remove the extra comma')
}

function takeGap(draft: Draft, mark: Mark, place: PropsPlace): void {
  if (mark.type === 'comment') {
    if (!draft.isSpaced) wrongComment(mark)
    draft.atNewline = false
    return
  }
  draft.isSpaced = true
  if (mark.type === 'newline') {
    draft.atNewline = draft.hasNewline = true
    draft.brokenOff ||= draft.anchor !== undefined || draft.tag !== undefined
    return
  }
  // Within brackets, and before brackets at the root, a tab is white space like any other.
  const isFree = place.flow || (place.indicator === 'doc-start' && place.next?.type === 'flow-collection')
  if (mark.source.includes('\t') && !isFree) draft.tab = mark
}

function takeIndicator(reading: Reading, draft: Draft, mark: Mark, place: PropsPlace): void {
  const { anchor, tag } = draft
  draft.isSpaced = false
  draft.atNewline = false
  if (mark.type === 'anchor' || mark.type === 'tag') {
    const former = mark.type === 'anchor' ? anchor : tag
    if (former) stopAt(mark, `one value has two ${mark.type}s, \`${beginning(former.source)}\` and \`${beginning(mark.source)}\``)
    if (mark.source === '&' || (mark.type === 'anchor' && mark.source.endsWith(':'))) {
      stopAt(mark, `\`${beginning(mark.source)}\` is not the name of an anchor`, 'quote the text if it is one')
    }
    draft[mark.type] = mark
  } else if (mark.type === place.indicator && !draft.found) {
    const former = anchor ?? tag
    if (former) stopAt(former, `\`${beginning(former.source)}\` stands before \`${mark.source}\` instead of behind it`)
    draft.found = mark
    draft.atNewline = mark.type === 'seq-item-ind' || mark.type === 'explicit-key-ind'
  } else if (mark.type === 'comma' && place.flow) {
    if (draft.comma) extraComma(mark)
    draft.comma = mark
  } else throw new Abandoned(misfit(reading, mark))
}

function checkGap(mark: Mark | undefined, next: Token): void {
  if (mark?.type !== 'anchor' && mark?.type !== 'tag') return
  if (next.type === 'space' || next.type === 'newline' || next.type === 'comma') return
  stopAt(mark, `\`${beginning(mark.source)}\` is not followed by a space`, 'quote the text if it is one')
}

function noteTag(reading: Reading, tag: Mark): void {
  note(reading, {
    code: 'yaml/unknown-tag',
    start: tag.offset,
    end: tag.offset + tag.source.length,
    message: `the tag \`${beginning(tag.source)}\` is used; tags are not read`,
    hint: 'remove it; if the text itself begins with `!`, quote it',
  })
}

function wrongTab(mark: Mark): never {
  throw new Abandoned(tabFault(mark.offset, mark.source))
}

function wrongComment(mark: Mark): never {
  return stop(
    mark.offset,
    mark.offset + 1,
    'a comment begins without a space before its `#`',
    'put a space before `#`, or quote the whole text',
  )
}

function stopAt(mark: Mark, message: string, hint?: string): never {
  return stop(mark.offset, mark.offset + mark.source.length, message, hint)
}
