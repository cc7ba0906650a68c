import type { DiagnosticCode } from '../source/codes.ts'
import { entryOf, keyRangeOf, type MappingEntry, type MappingNode, rangeOf, type SourceNode } from '../source/node.ts'
import type { ConditionContext, EvidenceRules } from './condition.ts'
import { readDuration } from './duration.ts'
import { durationField, isNotProvided, type Reading, report } from './fields.ts'
import { numberHint } from './value-hint.ts'
import { foundWords } from './wording.ts'

/** Keys that may stand beside operators in a test. */
export const ruleKeys: readonly string[] = ['maxAge', 'minSample', 'minWindow']

/** Reads the evidence rules beside the operators of a test; undefined when one is wrong. */
export function readRules(reading: Reading, node: MappingNode, context: ConditionContext): EvidenceRules | undefined {
  const before = reading.diagnostics.length
  for (const key of ruleKeys) {
    const entry = entryOf(node, key)
    const found = entry && ruleMistake(key, entry, context)
    if (!found) continue
    const { code, inKey, message, hint } = found
    const range = inKey ? keyRangeOf(reading.document, entry) : rangeOf(reading.document, entry.value)
    report(reading, code, { range, path: context.path, message, hint })
  }
  const maxAge = reading.diagnostics.length === before ? durationField(reading, node, 'maxAge') : undefined
  const minWindow = reading.diagnostics.length === before ? durationField(reading, node, 'minWindow') : undefined
  if (reading.diagnostics.length > before) return undefined
  const sample = entryOf(node, 'minSample')?.value
  const minSample = sample?.kind === 'scalar' && typeof sample.value === 'number' ? sample.value : undefined
  return { ...(maxAge && { maxAge }), ...(minSample !== undefined && { minSample }), ...(minWindow && { minWindow }) }
}

interface RuleMistake {
  readonly code: DiagnosticCode
  readonly message: string
  readonly hint: string
  /** Whether it is the rule that is wrong, and not what it says. */
  readonly inKey?: boolean
}

/** What is wrong with a rule for all that its shape tells; whether a duration is one is told by whoever reads it. */
function ruleMistake(key: string, { value: node }: MappingEntry, { inItem, owner, path }: ConditionContext): RuleMistake | undefined {
  if (inItem)
    return {
      code: 'commitment/unknown-operator',
      message: `\`${key}\` is asked of an item of a list in ${owner}`,
      hint: `evidence belongs to the list: write \`${key}\` beside \`every\`, \`some\` or \`none\``,
      inKey: true,
    }
  const of = ` of \`${String(path.at(-1))}\` in ${owner}`
  const value = node.kind === 'scalar' && !isNotProvided(node) ? node.value : undefined
  const text = node.kind === 'scalar' ? node.text : ''
  if (key !== 'minSample') return value === undefined || typeof value === 'number' ? durationMistake(key, text, of, node) : undefined
  const code = 'document/wrong-value'
  if (typeof value !== 'number')
    return { code, message: `\`${key}\`${of} must be a whole number, found ${foundWords(node)}`, hint: sampleHint(node) }
  if (Number.isInteger(value) && value >= 1) return undefined
  const message = `\`minSample\`${of} must be a whole number of 1 or more, found \`${text}\``
  return { code, message, hint: 'write a number such as `30`, or leave it out' }
}

function durationMistake(key: string, text: string, of: string, node: SourceNode): RuleMistake {
  const message = text.trim() === '' ? `\`${key}\`${of} must be a duration, found ${foundWords(node)}` : `\`${text}\` is not a duration`
  return { code: 'document/wrong-duration', message, hint: durationHint(text) }
}

function sampleHint(node: SourceNode): string {
  const hint = node.kind === 'scalar' && typeof node.value === 'string' ? numberHint(node, true) : ''
  return hint.includes('such as') || hint === '' ? 'write a number such as `30`' : hint
}

function durationHint(text: string): string {
  const reading = readDuration(text)
  return reading.ok ? 'write it as text' : reading.hint
}
