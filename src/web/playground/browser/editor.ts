import { autocompletion, type CompletionContext, type CompletionResult, closeBrackets, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { indentOnInput } from '@codemirror/language'
import { type Diagnostic as Shown, setDiagnostics } from '@codemirror/lint'
import { EditorState, type Text } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import { forTerminal } from '../../../report/escape.ts'
import type { Diagnostic } from '../../../source/diagnostic.ts'
import type { Position } from '../../../source/position.ts'
import type { LineMark } from '../line-marks.ts'
import type { Offer } from '../offers.ts'
import { placeAt, type YamlPlace } from '../yaml-place.ts'
import { lineMarksExtension, setMarks } from './marks-extension.ts'
import { theme } from './theme.ts'

/** An editor for one text. */
export interface Editor {
  text(): string
  replace(text: string): void
  show(diagnostics: readonly Diagnostic[], marks: readonly LineMark[]): void
  /** Puts the cursor at a place, from 1. */
  goTo(position: Position): void
}

export interface EditorOptions {
  readonly label: string
  readonly text: string
  readonly onChange: () => void
  readonly offersAt: (place: YamlPlace) => readonly Offer[]
}

/**
 * Makes an editor in an element. It stands in a shadow tree: there its styles are adopted style sheets, which a page that forbids
 * inline styles allows.
 */
export function editorIn(host: HTMLElement, { label, text, onChange, offersAt }: EditorOptions): Editor {
  const root = host.attachShadow({ mode: 'open' })
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        closeBrackets(),
        yaml(),
        autocompletion({ override: [(context) => offered(context, offersAt)], icons: false, activateOnTyping: true }),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', spellcheck: 'false', autocapitalize: 'off' }),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange()
        }),
        lineMarksExtension,
        theme,
      ],
    }),
  })
  return {
    text: () => view.state.doc.toString(),
    replace: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    show(diagnostics, marks) {
      const { state } = view
      view.dispatch(
        setDiagnostics(
          state,
          diagnostics.map((item) => shownOf(item, state.doc)),
        ),
      )
      view.dispatch({ effects: setMarks.of(marks) })
    },
    goTo(position) {
      const at = offsetOf(position, view.state.doc)
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
      view.focus()
    },
  }
}

function offered(context: CompletionContext, offersAt: EditorOptions['offersAt']): CompletionResult | null {
  const place = placeAt(context.state.doc.toString(), context.pos)
  if (!place || (place.begun === '' && !context.explicit && place.writing === 'key')) return null
  const offers = offersAt(place)
  if (offers.length === 0) return null
  return {
    from: place.from,
    options: offers.map(({ label, written, detail, info }) => ({
      label,
      apply: written,
      ...(detail !== undefined && { detail }),
      ...(info !== undefined && { info }),
    })),
    validFor: /^[\w.-]*$/,
  }
}

function shownOf({ severity, range, message, hint, code }: Diagnostic, doc: Text): Shown {
  const from = range ? offsetOf(range.start, doc) : 0
  const to = range ? Math.max(from, offsetOf(range.end, doc)) : 0
  return { from, to, severity, source: code, message: forTerminal(hint === undefined ? message : `${message}\n${hint}`) }
}

function offsetOf({ line, column }: Position, doc: Text): number {
  const at = doc.line(Math.min(Math.max(1, line), doc.lines))
  return Math.min(at.to, at.from + Math.max(0, column - 1))
}
