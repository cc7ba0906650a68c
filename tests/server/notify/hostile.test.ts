import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event } from '../../../src/server/notify/events.ts'
import { messageOf } from '../../../src/server/notify/message.ts'
import { slackMessage, slackText } from '../../../src/server/notify/slack.ts'
import { teamsMessage } from '../../../src/server/notify/teams.ts'

const runs = Number(process.env['LAW_RUNS'] ?? 1000)

const nasty = [
  ...[
    '<!channel>',
    '<@U123>',
    '<https://evil.test|click>',
    '&lt;!here&gt;',
    '*bold*',
    '_it_',
    '~no~',
    '`code`',
    '```',
    ':fire:',
    ':100:',
    '> quote',
  ],
  ...[
    '@here',
    '@channel',
    'https://evil.test',
    'www.evil.test',
    '[x](javascript:alert(1))',
    '![x](https://evil.test/p.png)',
    '# head',
    '| a | b |',
  ],
  ...[
    '{{DATE(2017-02-14T06:08:39Z,SHORT)}}',
    '${title}',
    '<at>ola</at>',
    '**b**',
    '\u202eevil',
    '\u0000',
    '\ud800',
    '\n\n',
    '\r\n>',
    '\u2028',
    '🧨',
    'ﷺ',
  ],
]
const piece = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(' ', 'a', '_', '*', '`', ':', '<', '&'),
)
const hostile = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''))

const launch = fc.record({ id: hostile, title: hostile, owner: hostile, product: hostile, date: hostile })
const outcome = fc.constantFrom('met', 'unmet', 'unknown', 'waived', 'not-applicable' as const)
const verdict = fc.constantFrom('go', 'hold', 'no-go', 'conditional-go' as const)
const turned = fc.record({ requirement: hostile, title: hostile, owner: hostile, was: outcome, outcome })
const many = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { maxLength: 30 })
const waiver = fc.record({
  ...{ id: hostile, requirement: hostile, title: hostile, owner: hostile, reason: hostile, expires: hostile, followUp: hostile },
  daysLeft: fc.nat(20),
})
const event = fc.oneof(
  fc
    .record({
      ...{ launch, verdict, was: verdict, blocked: fc.boolean(), reason: hostile, turned: many(turned) },
      next: fc.array(fc.record({ label: fc.constant('Missing'), text: hostile }), { maxLength: 3 }),
      ...{ decision: hostile, previous: hostile, decidedAt: hostile },
    })
    .map((data): Event => ({ type: 'verdict.changed', timestamp: '2026-10-07T09:00:00Z', data })),
  fc
    .record({ launch, waiver, decision: hostile })
    .map((data): Event => ({ type: 'waiver.expiring', timestamp: '2026-10-07T09:00:00Z', data })),
  fc
    .record({
      ...{ owner: hostile, day: hostile },
      launches: many(
        launch.chain((brief) =>
          fc
            .record({ verdict, blocked: fc.boolean(), next: hostile })
            .map((more) => ({ ...brief, ...more, gateReady: 'red' as const, onPlan: 'red' as const })),
        ),
      ),
      toDo: many(
        fc.record({
          requirement: hostile,
          title: hostile,
          launch: hostile,
          launchTitle: hostile,
          outcome,
          due: hostile,
          overdue: fc.boolean(),
        }),
      ),
      waivers: many(waiver.chain((item) => hostile.map((of) => ({ ...item, launch: of })))),
    })
    .map((data): Event => ({ type: 'digest.weekly', timestamp: '2026-10-07T09:00:00Z', data })),
)

const message = event.map((item) => messageOf(item, 'https://launches.example.test'))
// What is not to be seen, but for the gaps that part active text.
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u

const textsIn = (value: unknown, key = 'text'): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, key))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => (name === key && typeof item === 'string' ? [item] : textsIn(item, key)))
}

describe('whatever stands in files', () => {
  test('does nothing in Slack, and never makes a message that is refused', () => {
    fc.assert(
      fc.property(message, (item) => {
        const slack = slackMessage(item)
        expect(slack.blocks.length).toBeLessThanOrEqual(50)
        for (const text of textsIn(slack)) {
          expect(text.length).toBeGreaterThan(0)
          expect(text.length).toBeLessThanOrEqual(3000)
          expect(text.replaceAll('\n', '')).not.toMatch(unseen)
          const own = text.replace(/^<https:\/\/launches\.example\.test\/[^\s<>|]*\|Open the (?:launch|dashboard)>$/, '')
          expect(own).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/)
          expect(own).not.toMatch(/@[^\u200b\n]|:\/\/|\]\(/)
          // Of what formats, only the marks of ours are left: bold around a title or label, code around a harmless name.
          const bare = own
            .replace(/^\*(.*)\*$/gm, '$1')
            .replace(/^\*[A-Z][a-z ]+\*(?=: |$)/gm, '')
            .replaceAll(/`[A-Za-z0-9][A-Za-z0-9._/-]*`/g, ' x ')
          expect(bare).not.toMatch(/`|(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])|:[a-z+-][\w+'-]*:/)
        }
      }),
      { numRuns: runs },
    )
  })

  test('is shown as it is in Teams, in a card that is not too large', () => {
    fc.assert(
      fc.property(message, (item) => {
        const teams = teamsMessage(item)
        // Nothing but text runs holds text, as in nothing else is it taken as it is.
        const kinds = new Set(textsIn(teams, 'type'))
        for (const kind of kinds) expect(['message', 'AdaptiveCard', 'RichTextBlock', 'TextRun', 'Action.OpenUrl']).toContain(kind)
        for (const text of textsIn(teams)) {
          expect(text).not.toMatch(unseen)
          expect(text).not.toMatch(/\{\{|\$\{/)
        }
        expect(Buffer.byteLength(JSON.stringify(teams))).toBeLessThanOrEqual(28_000)
        for (const url of textsIn(teams, 'url')) expect(url.startsWith('https://launches.example.test/')).toBe(true)
      }),
      { numRuns: runs },
    )
  })
})

test.each([
  ['<!channel> & co', '&lt;!channel&gt; &amp; co'],
  ['*bold* a*b snake_case _it_', '∗bold∗ a*b snake_case ˍitˍ'],
  ['`beta.csat` must be', '`beta.csat` must be'],
  ['`<x>` and ``', 'ˋ&lt;x&gt;ˋ and ˋˋ'],
  ['at 09:00:00 or 10:30', 'at 09:00:00 or 10:30'],
  [':fire: @here', ':\u200bfire: @\u200bhere'],
  ['https://evil.test', 'https:\u200b//evil.test'],
  ['two\nlines', 'two lines'],
])('%j is written %j', (text, written) => expect(slackText(text)).toBe(written))
