import { describe, expect, test } from 'vitest'
import { isDisguised, isPlaceholder } from '../../src/model/placeholder.ts'

describe('a placeholder is not evidence', () => {
  test.each([
    ...[
      '',
      '   ',
      '\t\n',
      'TBD',
      'tbd',
      ' Tba ',
      'TBC',
      'todo',
      'FIXME',
      'n/a',
      'N/A',
      '?',
      '??',
      '???',
      '…',
      '...',
      '-',
      '--',
      '—',
      'xxx',
      'Unknown',
      'unknown?',
      'TBD.',
    ],
    ...[
      'to be determined',
      'To be  decided',
      'to be defined',
      'to be confirmed',
      'to be announced',
      '<your team>',
      '<…>',
      '<>',
      'TBD: after the audit',
      'todo (ask legal)',
    ],
    ...['TBD by legal', 'TBD, ask Ann', 'tbd - ask Ann', 'TBD – later', 'TBD;', 'TBD/ask', 'FIXME later', 'TBC, ask', 'todo - ask'],
    ...['to be determined by legal', '(TBD)', '[TBD]', '"TBD"', '(to be decided)', 'T.B.D.', 'n.a.', 'Owner TBD', 'Owner (TBD)'],
    // What nobody sees says nothing, and hides no placeholder.
    ...[
      '\u200b',
      '\u3164',
      '\u2800',
      '\u00ad\u2060',
      '\u0001',
      '\ufe0f',
      '\u200b'.repeat(1001),
      'TBD\u200b',
      '\u200bTBD',
      'T\u200bBD',
      'TB\u00adD: after the audit',
      'to\u200b be determined',
      'to be\u00a0determined',
      '\uff34\uff22\uff24',
      '\uff1cyour team\uff1e',
    ],
  ])('%j is one', (text) => {
    expect(isPlaceholder(text)).toBe(true)
  })

  test.each([
    ...[
      'no',
      'none',
      '0',
      '-1',
      'NA',
      'Todo app, redesigned',
      'TBC Bank joins',
      'to be or not to be',
      'unknown territory',
      '\u200bno',
      'a b',
      '\u00e9t\u00e9',
      '\u{1f468}\u200d\u{1f469}',
      'why?',
      'x',
      'xx',
      '<b>bold</b>',
      'a < b',
      '1.',
      'n',
    ],
    ...['(', '[', '"', '()', '[]', '(?)'],
    ...['TBD-12', 'tbd_file', 'tbdx', 'todo-list', '(see note)', '[a]', '"quoted"', 'to be determinedly', 'ltbd', 'TBC.DE'],
    ...['the list is to be announced by sales', 'v2.0.0', '90%', '2026-10-15'],
  ])('%j is none', (text) => {
    expect(isPlaceholder(text)).toBe(false)
  })
})

describe('a text that looks like another one', () => {
  test.each(['DE\u200b', '\u200bDE', 'D\u00adE', 'DE\ufe0f', 'DE ', ' DE', 'DE\n', '\u00a0DE', 'one\u2060page', 'a \u200bb', 'DE\u3164'])(
    '%j is told',
    (text) => {
      expect(isDisguised(text)).toBe(true)
    },
  )

  test.each(['DE', 'one page', 'Größe', '❤️', '👩\u200d💻 desk', 'می\u200cخواهم', 'क\u094d\u200dष', '東京'])(
    '%j is what it looks like',
    (text) => {
      expect(isDisguised(text)).toBe(false)
    },
  )
})
