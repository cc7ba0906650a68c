import type { ComponentChild, VNode } from 'preact'
import { forTerminal } from '../../report/escape.ts'
import { webAddress } from '../../report/markup.ts'
import { Folded } from '../folded.tsx'
import type { Links, Target } from '../page.ts'
import { percentWords } from './cell-text.ts'
import { Said, Sentence } from './said.tsx'
import type { Cell, Mark } from './table.ts'

/** What stands in a cell, as HTML. */
export function cellHtml(cell: Cell, links: Links): ComponentChild {
  if (cell === undefined) return undefined
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (typeof cell === 'number') return cell
  if (typeof cell === 'string') return <Said text={cell} />
  if ('mark' in cell) return <MarkCell cell={cell} links={links} />
  if ('day' in cell) return <DayCell cell={cell} />
  if ('sentence' in cell) return <SentenceCell cell={cell} />
  if ('link' in cell) return <WebLink address={cell.link} />
  if ('code' in cell) return linked(<Code text={cell.code} />, cell.to, links)
  if ('lines' in cell) return <LinesCell cell={cell} links={links} />
  if ('share' in cell) return cell.of === 0 ? undefined : <ShareBar share={cell.share} of={cell.of} />
  return <TextCell cell={cell} links={links} />
}

/** Cells of one kind, told by a key that only they have. */
type CellWith<Key extends string> = Extract<Cell, Readonly<Record<Key, unknown>>>

function LinesCell({ cell: { lines, foldedAs }, links }: { readonly cell: CellWith<'lines'>; readonly links: Links }): VNode {
  const list = (
    <ul class="plain">
      {lines.map((line) => (
        <li>{cellHtml(line, links)}</li>
      ))}
    </ul>
  )
  return foldedAs === undefined ? list : <Folded name={foldedAs}>{list}</Folded>
}

function MarkCell({ cell: { mark, note, to }, links }: { readonly cell: CellWith<'mark'>; readonly links: Links }): VNode {
  return (
    <>
      {linked(<MarkWords mark={mark} />, to, links)}
      {note && <Small text={note} />}
    </>
  )
}

function DayCell({ cell: { day, away, tone } }: { readonly cell: CellWith<'day'> }): VNode {
  return (
    <>
      <span class="day">{forTerminal(day)}</span>
      {away && <div class={tone ? `small ${tone}` : 'small'}>{away}</div>}
    </>
  )
}

function SentenceCell({ cell: { before, sentence, small, link } }: { readonly cell: CellWith<'sentence'> }): VNode {
  return (
    <>
      {before && (
        <span class={`symbol ${before.tone}`} title={before.word}>
          {before.symbol}
        </span>
      )}{' '}
      <Sentence text={sentence} />
      {small && (
        <span class="small">
          {' '}
          <Sentence text={small} />
        </span>
      )}
      {link && (
        <>
          {' '}
          <WebLink address={link} />
        </>
      )}
    </>
  )
}

function TextCell({ cell: { text, strong, small, to }, links }: { readonly cell: CellWith<'text'>; readonly links: Links }): VNode {
  const said = <Said text={text} />
  return (
    <>
      {linked(strong ? <b>{said}</b> : said, to, links)}
      {small && <Small text={small} />}
    </>
  )
}

function Small({ text }: { readonly text: string }): VNode {
  return (
    <div class="small">
      <Said text={text} />
    </div>
  )
}

function Code({ text }: { readonly text: string }): VNode {
  return (
    <code>
      <Said text={text} />
    </code>
  )
}

/** Symbol and word in their tone. */
export function MarkWords({ mark }: { readonly mark: Mark }): VNode {
  return (
    <span class={`mark ${mark.tone}`}>
      <span class="symbol" aria-hidden="true">
        {mark.symbol}
      </span>{' '}
      {mark.word}
    </span>
  )
}

/** An address that may be followed where it is one of the web, in full so that paper shows it. */
function WebLink({ address }: { readonly address: string }): VNode {
  const url = webAddress(address)
  if (url === undefined)
    return (
      <span class="address">
        <Said text={address} />
      </span>
    )
  return (
    <a class="address" href={url} rel="noopener noreferrer">
      {url}
    </a>
  )
}

/** A share as a bar, with the numbers in words beside it. */
function ShareBar({ share, of }: { readonly share: number; readonly of: number }): VNode {
  return (
    <span class="share">
      <svg viewBox="0 0 60 8" width="60" height="8" aria-hidden="true">
        <rect class="track" width="60" height="8" />
        <rect class="part" width={Math.round((60 * share) / of)} height="8" />
      </svg>{' '}
      {percentWords(share, of)}{' '}
      <span class="small">
        {share} of {of}
      </span>
    </span>
  )
}

function linked(content: VNode, to: Target | undefined, links: Links): VNode {
  return to === undefined ? content : <a href={links.to(to)}>{content}</a>
}
