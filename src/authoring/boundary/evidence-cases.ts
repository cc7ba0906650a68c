import type { EvidenceRules } from '../../model/condition.ts'
import { dayOfInstant, formatDay, formatInstant } from '../../model/date.ts'
import type { Duration } from '../../model/duration.ts'
import { isLaunchPath } from '../../model/path.ts'
import type { TypedLeaf } from '../../model/typed.ts'
import { steppedNumber } from '../mutation/step.ts'
import { type CaseDraft, changing, removing } from './case-text.ts'
import { factName, type Ground } from './value-cases.ts'

/** Evidence on either side of what is asked of it: just fresh enough and stale, just enough and one short, without link or note; and none at all. */
export function evidenceCases(typed: TypedLeaf, ground: Ground): CaseDraft[] {
  const { leaf, rules } = typed
  const name = factName(typed)
  const missing = removing(`${name}, ${isLaunchPath(leaf.fact) ? 'nobody said' : 'nobody supplied it'}`, leaf.fact)
  if (isLaunchPath(leaf.fact)) return [missing]
  const part: Part = (words, key, text, isEdge) => changing(`${name}, ${words}`, leaf.fact, `{ ${key}: ${text} }`, isEdge)
  const sample = Math.max(0, ...rules.map((rule) => rule.minSample ?? 0))
  return [
    missing,
    ...strictest(rules, 'maxAge').flatMap((age) => ageCases(age, ground, part)),
    ...strictest(rules, 'minWindow').flatMap((window) => windowCases(window, part)),
    ...(sample > 0
      ? [
          part(`a sample of ${sample} is enough`, 'sample', String(sample), true),
          part(`a sample of ${sample - 1} is one short`, 'sample', String(sample - 1)),
        ]
      : []),
    ...(rules.some((rule) => rule.link) ? [part('without a link', 'link', '~')] : []),
    ...(rules.some((rule) => rule.note) ? [part('without a note', 'note', '~')] : []),
  ]
}

type Part = (words: string, key: string, text: string, isEdge?: boolean) => CaseDraft

function ageCases(age: Duration, { now }: Ground, part: Part): CaseDraft[] {
  if (age.days === undefined) {
    return [
      part(`${age.text} old is fresh enough`, 'asOf', formatInstant(now - age.ms), true),
      part(`a second older than ${age.text} is too old`, 'asOf', formatInstant(now - age.ms - 1000)),
    ]
  }
  const today = dayOfInstant(now)
  return [
    part(`${daysWords(age.days)} old is fresh enough`, 'asOf', formatDay(today - age.days), true),
    part(`${daysWords(age.days + 1)} old is too old`, 'asOf', formatDay(today - age.days - 1)),
  ]
}

function windowCases(window: Duration, part: Part): CaseDraft[] {
  const [, count = '', unit = ''] = /^(\d+)([a-z]+)$/.exec(window.text) ?? []
  const shorter = steppedNumber(count, -1)
  return [
    part(`measured over ${window.text}, which is enough`, 'window', window.text, true),
    ...(shorter === undefined ? [] : [part(`measured over ${shorter}${unit}, which is too short`, 'window', `${shorter}${unit}`)]),
  ]
}

/** The strictest of the rules: the least age, the longest window. */
function strictest(rules: readonly EvidenceRules[], key: 'maxAge' | 'minWindow'): Duration[] {
  const sorted = rules.flatMap((rule) => rule[key] ?? []).sort((a, b) => (key === 'maxAge' ? a.ms - b.ms : b.ms - a.ms))
  return sorted.slice(0, 1)
}

function daysWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}
