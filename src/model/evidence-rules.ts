import { entryOf, keyRangeOf, type MappingNode, rangeOf } from '../source/node.ts'
import type { ConditionContext, EvidenceRules } from './condition.ts'
import { readDuration } from './duration.ts'
import { durationField, isNotProvided, type Reading, report } from './fields.ts'
import { foundWords } from './wording.ts'

/** Keys that may stand beside operators in a test. */
export const ruleKeys: readonly string[] = ['maxAge', 'minSample', 'minWindow']

/** Reads the evidence rules beside the operators of a test; undefined when one is wrong. */
export function readRules(reading: Reading, node: MappingNode, context: ConditionContext): EvidenceRules | undefined {
  const before = reading.diagnostics.length
  const of = ` of \`${String(context.path.at(-1))}\` in ${context.owner}`
  for (const key of ruleKeys) {
    const entry = entryOf(node, key)
    if (!entry) continue
    const text = entry.value.kind === 'scalar' ? entry.value.text : ''
    if (context.inItem) {
      report(reading, 'commitment/unknown-operator', {
        range: keyRangeOf(reading.document, entry),
        path: context.path,
        message: `\`${key}\` is asked of an item of a list in ${context.owner}`,
        hint: `evidence belongs to the list: write \`${key}\` beside \`every\`, \`some\` or \`none\``,
      })
    } else if (
      isNotProvided(entry.value) ||
      entry.value.kind !== 'scalar' ||
      (key === 'minSample') !== (typeof entry.value.value === 'number')
    ) {
      report(reading, key === 'minSample' ? 'document/wrong-value' : 'document/wrong-duration', {
        range: rangeOf(reading.document, entry.value),
        path: context.path,
        message:
          key !== 'minSample' && text.trim() !== ''
            ? `\`${text}\` is not a duration`
            : `\`${key}\`${of} must be ${key === 'minSample' ? 'a whole number' : 'a duration'}, found ${foundWords(entry.value)}`,
        hint: key === 'minSample' ? 'write a number such as `30`' : durationHint(text),
      })
    } else if (typeof entry.value.value === 'number' && (!Number.isInteger(entry.value.value) || entry.value.value < 1)) {
      report(reading, 'document/wrong-value', {
        range: rangeOf(reading.document, entry.value),
        path: context.path,
        message: `\`minSample\`${of} must be a whole number of 1 or more, found \`${text}\``,
        hint: 'write a number such as `30`, or leave it out',
      })
    }
  }
  const maxAge = reading.diagnostics.length === before ? durationField(reading, node, 'maxAge') : undefined
  const minWindow = reading.diagnostics.length === before ? durationField(reading, node, 'minWindow') : undefined
  if (reading.diagnostics.length > before) return undefined
  const sample = entryOf(node, 'minSample')?.value
  const minSample = sample?.kind === 'scalar' && typeof sample.value === 'number' ? sample.value : undefined
  return { ...(maxAge && { maxAge }), ...(minSample !== undefined && { minSample }), ...(minWindow && { minWindow }) }
}

function durationHint(text: string): string {
  const reading = readDuration(text)
  return reading.ok ? 'write it as text' : reading.hint
}
