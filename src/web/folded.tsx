import type { ComponentChildren, VNode } from 'preact'
import { forTerminal } from '../report/escape.ts'

interface FoldedProps {
  /** What is folded, for who hears the page. */
  readonly name: string
  /** What there is to do about it; "Show" without it. */
  readonly words?: string
  readonly children: ComponentChildren
}

/**
 * A part that a small screen shows only when asked, because what comes after it would be far away. Everywhere else, on paper, and
 * where a link leads into it, it is as if there were no fold: so nothing is ever hidden from who did not hide it.
 */
export function Folded({ name, words = 'Show', children }: FoldedProps): VNode {
  return (
    <>
      <label class="fold">
        <input type="checkbox" /> {words}
        <span class="hidden">: {forTerminal(name)}</span>
      </label>
      <div class="folded">{children}</div>
    </>
  )
}
