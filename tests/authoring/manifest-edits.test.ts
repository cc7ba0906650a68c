import { describe, expect, test } from 'vitest'
import { editedLaunches, type JudgedState, manifestEdits } from '../../src/authoring/manifest-edits.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { editLine } from '../../src/report/standing-words.ts'

type Outcome = Decision['requirements'][number]['outcome']

function decision(id: string, { file = `launches/${id}.yaml`, owner = 'team', outcome = 'met' as Outcome } = {}): Decision {
  return { launch: { id, file, owner }, requirements: [{ id: 'promise/r', title: 'it works', outcome }] } as unknown as Decision
}

function broken(name: string, file = `launches/${name}.yaml`): JudgedState['undecided'][number] {
  return { name, file }
}

function state(...parts: readonly (Decision | JudgedState['undecided'][number])[]): JudgedState {
  return {
    decisions: parts.filter((part) => 'launch' in part),
    undecided: parts.filter((part): part is JudgedState['undecided'][number] => !('launch' in part)),
  }
}

const edits = (before: JudgedState, after: JudgedState): readonly string[] => manifestEdits(before, after).map((edit) => editLine(edit))

const unread = broken('launches/b.yaml', 'launches/b.yaml')
const removed = 'the launch `b` (`launches/b.yaml`) is removed: nobody judges it any more'
const unreadRemoved = '`launches/b.yaml`, which could not be read, is removed: nobody judges its launch any more'

describe('an edit that could open the gate without anything getting better is told', () => {
  const rows: readonly [what: string, before: JudgedState, after: JudgedState, told: readonly string[]][] = [
    ['a launch is removed', state(decision('a'), decision('b')), state(decision('a')), [removed]],
    ['a launch that could not be judged is removed', state(decision('a'), broken('b')), state(decision('a')), [removed]],
    ['a launch is removed while another cannot be read', state(decision('b')), state(broken('c')), [removed]],
    ['a manifest that could not be read is removed', state(decision('a'), unread), state(decision('a')), [unreadRemoved]],
    [
      'a manifest of which two launches could not be read is removed',
      state(decision('a'), broken('launches/b.yaml#1', 'launches/b.yaml'), broken('launches/b.yaml#2', 'launches/b.yaml')),
      state(decision('a')),
      [unreadRemoved],
    ],
    [
      'a launch gets another id',
      state(decision('b')),
      state(decision('c', { file: 'launches/b.yaml' })),
      ['the id of the launch `b` (`launches/b.yaml`) becomes `c`: its waivers and its record stay behind'],
    ],
    [
      'a launch gets another owner, who may approve what they could not',
      state(decision('b')),
      state(decision('b', { owner: 'other' })),
      ['the owner of the launch `b` becomes `other`, was `team`'],
    ],
    [
      'a requirement no longer applies',
      state(decision('b', { outcome: 'unmet' })),
      state(decision('b', { outcome: 'not-applicable' })),
      ['`promise/r` (it works) no longer applies to the launch `b`'],
    ],
    ['one launch of two that could not be judged is removed', state(broken('a'), broken('b')), state(broken('a')), [removed]],
  ]

  test.each(rows)('%s', (_, before, after, told) => {
    expect(edits(before, after)).toEqual(told)
  })
})

describe('nothing is told where', () => {
  const rows: readonly [what: string, before: JudgedState, after: JudgedState][] = [
    ['a launch came', state(decision('a')), state(decision('a'), decision('b'))],
    ['a launch moved to another file', state(decision('b')), state(decision('b', { file: 'other.yaml' }))],
    ['a launch cannot be judged any more', state(decision('b')), state(broken('b'))],
    ['the file of a launch cannot be read any more', state(decision('b')), state(unread)],
    ['a launch can be judged now', state(broken('b')), state(decision('b'))],
    ['a manifest can be read now', state(unread), state(decision('b'))],
    [
      'a manifest can be read now and holds a launch that was there',
      state(unread, decision('a')),
      state(decision('a', { file: unread.file })),
    ],
    ['a manifest that could not be read went, and a launch came that may be its', state(unread), state(decision('c'))],
    ['a manifest can be read no better', state(unread), state(unread)],
    [
      'a requirement applied to nothing before',
      state(decision('b', { outcome: 'not-applicable' })),
      state(decision('b', { outcome: 'not-applicable' })),
    ],
    ['a requirement applies now', state(decision('b', { outcome: 'not-applicable' })), state(decision('b'))],
  ]

  test.each(rows)('%s', (_, before, after) => {
    expect(edits(before, after)).toEqual([])
  })
})

test('only launches that are there on both sides, of other files or other texts, are judged once more', () => {
  const made = (name: string, digest: string, file = 'f'): { name: string; files: { file: string; digest: string }[] } => ({
    name,
    files: [{ file, digest }],
  })
  const before = [made('same', '1'), made('edited', '1'), made('moved', '1'), made('gone', '1')]
  const after = [made('same', '1'), made('edited', '2'), made('moved', '1', 'g'), made('new', '1')]
  const { edited, others } = editedLaunches(before, after)
  expect([edited, others].map((list) => list.map(({ name }) => name))).toEqual([
    ['edited', 'moved'],
    ['same', 'gone'],
  ])
})
