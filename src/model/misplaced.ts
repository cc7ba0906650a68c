import { entryOf, keyRangeOf, type MappingEntry, type MappingNode, rangeOf } from '../source/node.ts'
import { factAndTestIn, type WrittenTest, writtenTest } from './comparison-text.ts'
import { type ConditionContext, isOperator, operators } from './condition.ts'
import { labelOfCondition } from './condition-label.ts'
import { ruleKeys } from './evidence-rules.ts'
import { isNotProvided, type Reading, report } from './fields.ts'
import { requirementKeys } from './misplaced-key.ts'
import { severalValued } from './parse-operand.ts'
import { isPath } from './path.ts'
import { bareList, written } from './value-hint.ts'
import { excerpt } from './wording.ts'

/** Operators whose names are plain words, and so names of facts as well. */
const plainWords: readonly string[] = ['size', 'before', 'after', 'present', 'every', 'some', 'none', 'includes', 'excludes']

/**
 * Reports what stands where facts and their tests are due and is neither: a key of the requirement or of a test that is indented
 * otherwise than it was meant, or a test that is spelled as other tools do it. True when there is such a thing.
 */
export function reportMisplaced(reading: Reading, node: MappingNode, context: ConditionContext): boolean {
  if (context.inItem) return reportItemTest(reading, node, context)
  const wrong = node.entries.find((entry) => hintFor(entry, node, context) !== undefined)
  if (!wrong) return false
  report(reading, 'document/unknown-key', {
    range: keyRangeOf(reading.document, wrong),
    path: context.path,
    message: `\`${excerpt(wrong.key)}\` stands in ${labelOfCondition(context)}, where facts with their tests are due`,
    hint: hintFor(wrong, node, context),
  })
  return true
}

/** Reports the operators that nobody would give to a part of an item as its name: it is the item itself that they are to test. */
function reportItemTest(reading: Reading, { entries }: MappingNode, context: ConditionContext): boolean {
  const wrong = entries.find(({ key }) => isOperator(key) && /[A-Z]/.test(key))
  if (!wrong) return false
  const tests = entries.filter(({ key }) => isOperator(key)).map(({ key, value }) => `${key}: ${written(value)}`)
  report(reading, 'document/unknown-key', {
    range: keyRangeOf(reading.document, wrong),
    path: context.path,
    message: `\`${wrong.key}\` stands in ${labelOfCondition(context)}, where an item or its parts are tested`,
    hint: `write \`{ it: { ${tests.join(', ')} } }\` for the item itself`,
  })
  return true
}

function hintFor(entry: MappingEntry, node: MappingNode, { path }: ConditionContext): string | undefined {
  const { key } = entry
  if (requirementKeys.includes(key)) {
    const demand = path.findLast((part) => part === 'require' || part === 'forbid' || part === 'appliesWhen') ?? 'require'
    return `it is a key of the requirement: indent it as far as \`${demand}\``
  }
  const isRules = key === 'evidence' && entry.value.kind === 'mapping' && entry.value.entries.every((part) => ruleKeys.includes(part.key))
  if (isRules) return 'it is a key of the requirement, for all its facts: indent it as far as `require`'
  const before = node.entries[node.entries.indexOf(entry) - 1]
  if (ruleKeys.includes(key))
    return `it stands in the test of a fact, such as \`${before ? excerpt(before.key) : 'beta.csat'}: { atLeast: 4.2, ${key}: … }\`, or for all of them under \`evidence\``
  if (key === 'fact') return factHint(entry, node)
  const joint = jointMeant(entry)
  if (joint !== undefined) return `write \`${joint}\` for \`${excerpt(key)}\``
  if (!isOperator(key) || (plainWords.includes(key) && !(before && isNotProvided(before.value)))) return undefined
  if (before && isNotProvided(before.value)) return `it is the test of \`${excerpt(before.key)}\`: indent it further than that`
  return entryOf(node, 'fact') ? undefined : `name the fact before it, such as \`beta.csat: { ${key}: … }\``
}

// What people and other languages call the words that join conditions.
const joints: ReadonlyMap<string, string> = new Map([
  ...['or', 'any', 'anyof', 'either', 'oneof', '||'].map((word) => [word, 'any:'] as const),
  ...['and', 'all', 'allof', 'both', '&&'].map((word) => [word, 'all:'] as const),
  ...['not', '!'].map((word) => [word, 'not:'] as const),
  ...['nor', 'none', 'noneof', 'neither'].map((word) => [word, 'not: { any: [..] }'] as const),
])

/** What to write for a word that joins conditions elsewhere, where conditions stand below it. */
function jointMeant({ key, value }: MappingEntry): string | undefined {
  const meant = joints.get(key.toLowerCase())
  const joins = value.kind === 'list' ? value.items.some(({ kind }) => kind === 'mapping') : value.kind === 'mapping'
  const isFact = value.kind === 'mapping' && value.entries.some((part) => isOperator(part.key))
  return joins && !isFact ? meant : undefined
}

/** What to write for `fact: beta.csat` beside an operator, or with the test in the same text. */
function factHint({ value }: MappingEntry, node: MappingNode): string | undefined {
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return undefined
  const whole = factAndTestIn(value.text)
  if (whole) return `write \`${whole.fact}: ${writtenTest(whole)}\``
  if (!isPath(value.text)) return undefined
  const text = (key: string): string | undefined => {
    const found = entryOf(node, key)?.value
    return found?.kind === 'scalar' && found.value !== null ? excerpt(found.text) : undefined
  }
  const named = text('operator') ?? text('op')
  const beside = node.entries.find(({ key }) => isOperator(key))?.key
  const operator = named ?? beside ?? 'atLeast'
  const operand = (beside === undefined ? text('value') : text(beside)) ?? '…'
  return `write the name of the fact as the key: \`${value.text}: { ${operator}: ${operand} }\``
}

/** A test that is one text would compare with that text. */
export function reportWrittenTest(reading: Reading, entry: MappingEntry, written: WrittenTest, context: ConditionContext): undefined {
  const text = entry.value.kind === 'scalar' ? excerpt(entry.value.text) : ''
  report(reading, 'commitment/wrong-operand', {
    range: rangeOf(reading.document, entry.value),
    path: context.path,
    message: `the test of \`${excerpt(entry.key)}\` in ${context.owner} is the text \`${text}\``,
    hint: `write \`${excerpt(entry.key)}: ${writtenTest(written)}\``,
  })
  return undefined
}

/** Reports a list without its brackets, which within braces seems to be a value and further keys. */
export function reportBareList(reading: Reading, node: MappingNode, { path, owner }: ConditionContext): boolean {
  const entry = node.entries.find(({ key }) => isOperator(key) && severalValued.includes(key))
  const items = entry && bareList(node, entry, [...operators, ...ruleKeys])
  if (!entry || !items) return false
  report(reading, 'commitment/wrong-operand', {
    range: rangeOf(reading.document, entry.value),
    path: [...path, entry.key],
    message: `\`${entry.key}\` in ${owner} is given \`${excerpt(items.join(', '))}\` without brackets, so only \`${items[0]}\` is read as its value`,
    hint: `write a list: \`${entry.key}: [${excerpt(items.join(', '))}]\``,
  })
  return true
}
