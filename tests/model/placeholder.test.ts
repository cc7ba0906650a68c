import { describe, expect, test } from 'vitest'
import { isPlaceholder } from '../../src/model/placeholder.ts'

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
      'why?',
      'x',
      'xx',
      '<b>bold</b>',
      'a < b',
      '1.',
      'n',
    ],
    ...['the list is to be announced by sales', 'v2.0.0', '90%', '2026-10-15'],
  ])('%j is none', (text) => {
    expect(isPlaceholder(text)).toBe(false)
  })
})
