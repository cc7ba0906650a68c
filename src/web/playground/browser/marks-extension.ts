import { type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import { forTerminal } from '../../../report/escape.ts'
import type { LineMark } from '../line-marks.ts'

/** Puts other marks at the ends of lines. */
export const setMarks = StateEffect.define<readonly LineMark[]>()

const longest = 90

class SaidWidget extends WidgetType {
  readonly #mark: LineMark

  constructor(mark: LineMark) {
    super()
    this.#mark = mark
  }

  override eq(other: SaidWidget): boolean {
    return JSON.stringify(other.#mark) === JSON.stringify(this.#mark)
  }

  toDOM(): HTMLElement {
    const { mark, text } = this.#mark
    const said = document.createElement('span')
    said.className = `cm-said cm-said-${mark.tone}`
    // What reports set as code stands between backticks, which are no part of what is found.
    const whole = forTerminal(text).replaceAll('`', '')
    said.textContent = `${mark.symbol} ${mark.word}${whole === '' ? '' : ` · ${whole.length > longest ? `${whole.slice(0, longest)}…` : whole}`}`
    return said
  }
}

/** Outcomes at the ends of lines; they move with the text until they are set anew. */
export const lineMarksExtension: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const moved = marks.map(transaction.changes)
    const effect = transaction.effects.find((item) => item.is(setMarks))
    if (!effect) return moved
    const { doc } = transaction.state
    const placed = (effect.value as readonly LineMark[]).filter(({ line }) => line >= 1 && line <= doc.lines)
    return Decoration.set(
      placed.map((mark) => Decoration.widget({ widget: new SaidWidget(mark), side: 1 }).range(doc.line(mark.line).to)),
      true,
    )
  },
  provide: (field) => EditorView.decorations.from(field),
})
