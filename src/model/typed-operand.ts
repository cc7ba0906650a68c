import type { ScalarNode } from '../source/node.ts'
import type { Range } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import { type CatalogEntry, isOutOfRange } from './catalog.ts'
import type { Leaf, Operand, Operator } from './condition.ts'
import { equality } from './fit.ts'
import { readPattern } from './pattern.ts'
import type { TypedLeaf, TypedOperand } from './typed.ts'
import { checkKnown, knownType, type TypingContext, wrong } from './typing-context.ts'
import { type FactType, readValue, type ScalarType, spelledType } from './value.ts'
import { excerpt, listed } from './wording.ts'

interface OperandContext extends TypingContext {
  readonly entry?: CatalogEntry
}

/** Reads literals, lists of them and facts as the type of their leaf; undefined when they do not fit, which is then reported. */
export function typeOperand(leaf: Leaf, operand: Operand, type: TypedLeaf['type'], context: OperandContext): TypedOperand | undefined {
  switch (operand.kind) {
    case 'tests':
    case 'condition':
      return undefined
    case 'list': {
      const values = operand.items.map((item) => typeOperand(leaf, item, type, context))
      return values.every((value) => value !== undefined) ? { kind: 'values', values } : undefined
    }
    case 'fact':
      return typeFactOperand(leaf, operand.fact, operand.range, type, context)
    case 'literal':
      return typeLiteral(leaf, operand.node, type, context, operand.range)
  }
}

function typeFactOperand(
  leaf: Leaf,
  fact: string,
  range: Range,
  type: TypedLeaf['type'],
  context: OperandContext,
): TypedOperand | undefined {
  if (!checkKnown(leaf, fact, range, context)) return undefined
  const entry = context.vocabulary.entries.get(fact)
  const known = knownType(fact, context.vocabulary)
  const due = dueTypes(leaf.operator, type)
  if (known && due && !due.includes(known)) {
    return wrong(
      context,
      leaf,
      'commitment/wrong-operand',
      `\`${leaf.fact}\` is compared with \`${fact}\`, which is of type \`${known}\``,
      `compare with a fact of type ${listed(due, 'or')}`,
      range,
    )
  }
  const fallback = due?.length === 1 || (due && !known) ? due[0] : undefined
  const read = known ?? fallback
  return { kind: 'fact', fact, ...(read && { type: read }), ...(entry && { entry }) }
}

/** The types a fact on the right may have; undefined where any will do. */
function dueTypes(operator: Operator, type: TypedLeaf['type']): FactType[] | undefined {
  if (operator === 'withinLast' || operator === 'withinNext') return ['duration']
  if (operator === 'includesAll' || operator === 'includesAny') return ['list']
  if (operator === 'oneOf' || operator === 'noneOf') return ['list']
  if (operator === 'includes' || operator === 'excludes' || type === 'any' || type === 'sized') return undefined
  if (type === 'number' || type === 'count') return ['number', 'count']
  if (type === 'text' || type === 'choice') return ['text', 'choice']
  return [type]
}

function typeLiteral(
  leaf: Leaf,
  node: ScalarNode,
  type: TypedLeaf['type'],
  context: OperandContext,
  range: Range,
): TypedOperand | undefined {
  const { operator } = leaf
  if (operator === 'present') return { kind: 'none' }
  if (operator === 'matches') {
    const reading = readPattern(node.text)
    if (reading.ok) return { kind: 'pattern', pattern: reading.value }
    return wrong(
      context,
      leaf,
      'commitment/wrong-pattern',
      `\`${excerpt(node.text)}\` is not a pattern in RE2 syntax: ${reading.message}`,
      reading.hint,
      range,
    )
  }
  if (type === 'date' && operator !== 'withinLast' && operator !== 'withinNext') {
    const days = launchDateDays(node)
    if (days !== undefined) return { kind: 'launch-date', days, text: node.text }
    if (/^T(?:$|[ +-])/.test(node.text)) {
      return wrong(
        context,
        leaf,
        'commitment/wrong-operand',
        `\`${excerpt(node.text)}\` is not a day relative to the launch date`,
        /^T[+-]\d{1,4}$/.test(node.text) ? `did you mean \`${node.text}d\`?` : 'write `T`, `T-30d` or `T+35d`',
        range,
      )
    }
  }
  const due = literalType(operator, type, node)
  const reading = readValue(due, node)
  if (!reading.ok) {
    const code =
      due === 'date' && typeof node.value === 'string'
        ? 'document/wrong-date'
        : due === 'duration'
          ? 'document/wrong-duration'
          : 'commitment/wrong-operand'
    return wrong(context, leaf, code, asNeeded(reading.message, leaf), reading.hint, range)
  }
  const { entry } = context
  if (entry?.choices && 'text' in reading.value && equality.includes(operator) && !entry.choices.includes(reading.value.text)) {
    return wrong(
      context,
      leaf,
      'commitment/unknown-choice',
      `\`${excerpt(node.text)}\` is not a choice of \`${leaf.fact}\``,
      didYouMean(node.text, entry.choices, `the choices are ${listed(entry.choices, 'and')}`),
      range,
    )
  }
  if (entry?.range && due === entry.type && isOutOfRange(entry, reading.value)) {
    wrong(
      context,
      leaf,
      'commitment/unreachable-bound',
      `\`${excerpt(node.text)}\` lies outside the range of \`${leaf.fact}\``,
      'no evidence beyond the range is accepted: correct the bar, or the range in the catalog',
      range,
    )
  }
  return { kind: 'value', value: reading.value, node }
}

/** What is wrong with a literal, and the test that needs it otherwise: before the details, where there are any. */
function asNeeded(message: string, leaf: Leaf): string {
  const [, said = message, details = ''] = /^(`[^`]*` is [^:]*)(: .*)?$/.exec(message) ?? []
  const isBare = leaf.range === leaf.factRange
  return `${said}, as ${isBare ? '' : `\`${leaf.operator}\` of `}\`${leaf.fact}\` needs${details}`
}

/** The type a literal must have for an operator on a fact of `type`; items of lists have the type they are spelled in. */
function literalType(operator: Operator, type: TypedLeaf['type'], node: ScalarNode): ScalarType {
  if (operator === 'withinLast' || operator === 'withinNext') return 'duration'
  return type === 'list' || type === 'any' || type === 'sized' ? spelledType(node) : type
}

function launchDateDays(node: ScalarNode): number | undefined {
  const match = typeof node.value === 'string' ? /^T(?:([+-]\d{1,4})d)?$/.exec(node.text) : null
  return match ? Number(match[1] ?? 0) : undefined
}

/** Whether a literal is a day relative to the launch by its spelling; a bare `T` only where a date must be meant, as text has no order. */
export function isLaunchDate(node: ScalarNode, operator: Operator): boolean {
  return (node.text !== 'T' || operator === 'between') && launchDateDays(node) !== undefined
}
