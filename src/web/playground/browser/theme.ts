import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The editor in the colours of the page, which change with its scheme. Nothing is loaded: the page's policy allows no image in a style. */
export const theme = [
  EditorView.theme({
    '&': { color: 'var(--ink)', backgroundColor: 'var(--paper)', height: '100%', fontSize: '13px' },
    '.cm-scroller': {
      fontFamily: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace',
      lineHeight: '1.6',
    },
    '.cm-content': { caretColor: 'var(--accent)', padding: '8px 0' },
    '&.cm-focused': { outline: 'none' },
    '.cm-gutters': { backgroundColor: 'var(--band)', color: 'var(--soft)', borderRight: '1px solid var(--line)' },
    '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 7%, transparent)' },
    '.cm-activeLineGutter': { backgroundColor: 'var(--line)', color: 'var(--ink)' },
    '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent)',
    },
    '.cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info': { backgroundImage: 'none', paddingBottom: '0' },
    '.cm-lintRange-error': { textDecoration: 'underline wavy var(--red)', textUnderlineOffset: '3px' },
    '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--amber)', textUnderlineOffset: '3px' },
    '.cm-lintRange-active': { backgroundColor: 'transparent' },
    '.cm-lintPoint:after': { borderBottomColor: 'var(--red)' },
    '.cm-tooltip': {
      backgroundColor: 'var(--paper)',
      color: 'var(--ink)',
      border: '1px solid var(--edge)',
      borderRadius: '6px',
      boxShadow: '0 4px 16px rgb(0 0 0 / .18)',
      maxWidth: 'min(34rem, 90vw)',
      overflow: 'hidden',
    },
    '.cm-tooltip.cm-tooltip-autocomplete': { overflow: 'visible' },
    '.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '15em' },
    '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--paper)' },
    '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
    '.cm-completionDetail': { fontStyle: 'normal', opacity: '1', marginLeft: '1em' },
    '.cm-tooltip.cm-completionInfo': {
      padding: '8px 10px',
      whiteSpace: 'pre-line',
      fontFamily: 'system-ui, sans-serif',
      maxWidth: '22rem',
    },
    '.cm-diagnostic': { padding: '6px 10px', fontFamily: 'system-ui, sans-serif', borderLeft: '4px solid var(--edge)' },
    '.cm-diagnostic-error': { borderLeftColor: 'var(--red)' },
    '.cm-diagnostic-warning': { borderLeftColor: 'var(--amber)' },
    '.cm-said': {
      marginLeft: '1.5em',
      padding: '0 .5em',
      borderRadius: '4px',
      fontFamily: 'system-ui, sans-serif',
      fontSize: '12px',
      display: 'inline-block',
    },
    '.cm-said-red': { color: 'var(--red)', backgroundColor: 'var(--red-bg)' },
    '.cm-said-amber': { color: 'var(--amber)', backgroundColor: 'var(--amber-bg)' },
    '.cm-said-green': { color: 'var(--green)', backgroundColor: 'var(--green-bg)' },
    '.cm-said-grey': { color: 'var(--grey)', backgroundColor: 'var(--grey-bg)' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
      { tag: [tags.string, tags.special(tags.string)], color: 'var(--green)' },
      { tag: [tags.number, tags.bool, tags.null], color: 'var(--amber)' },
      { tag: [tags.comment, tags.meta, tags.separator, tags.punctuation], color: 'var(--soft)' },
    ]),
  ),
]
