import type { VNode } from 'preact'
import { forTerminal } from '../../report/escape.ts'

/** Longer texts are cut in tables; whole ones stand on the page of the launch. */
const longestInTable = 240

/** A text that people wrote, in whatever script: shown as it is, characters that hide or reorder made visible, its direction its own. */
export function Said({ text, whole = false }: { readonly text: string; readonly whole?: boolean }): VNode {
  return <bdi>{whole ? forTerminal(text) : cutText(forTerminal(text))}</bdi>
}

/** A heading of several parts, each in its own direction: a name from right to left turns nothing else around. */
export function Parts({ text }: { readonly text: string }): VNode {
  return (
    <>
      {text.split(' · ').map((part, i) => (
        <>
          {i > 0 && ' · '}
          {/^\d{4}-\d{2}-\d{2}$/.test(part) ? <span class="day">{part}</span> : <Said text={part} />}
        </>
      ))}
    </>
  )
}

/** A sentence of a report: what it has in backticks is set as code, and no line breaks within a day. */
export function Sentence({ text }: { readonly text: string }): VNode {
  const parts = forTerminal(text).split(/(`[^`]+`|\b\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,12}Z?)?\b)/)
  return (
    <>
      {parts.map((part, i) =>
        i % 2 === 0 ? part : part.startsWith('`') ? <code>{part.slice(1, -1)}</code> : <span class="day">{part}</span>,
      )}
    </>
  )
}

function cutText(text: string): string {
  if (text.length <= longestInTable) return text
  return `${[...text.slice(0, longestInTable * 2)].slice(0, longestInTable - 1).join('')}…`
}
