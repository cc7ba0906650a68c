import type { ComponentChildren, VNode } from 'preact'
import { forTerminal } from '../report/escape.ts'

/**
 * A part that a small screen shows only when asked, because what comes after it would be far away. Everywhere else, on paper, and
 * where a link leads into it, it is as if there were no fold: so nothing is ever hidden from who did not hide it.
 */
export function Folded({ name, children }: { readonly name: string; readonly children: ComponentChildren }): VNode {
  return (
    <>
      <label class="fold">
        <input type="checkbox" /> Show<span class="hidden">: {forTerminal(name)}</span>
      </label>
      <div class="folded">{children}</div>
    </>
  )
}
