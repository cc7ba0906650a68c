import type { DiagnosticCode } from '../source/codes.ts'
import type { ScalarNode } from '../source/node.ts'
import { didYouMean } from '../source/suggest.ts'
import { type CatalogEntry, isOutOfRange } from './catalog.ts'
import type { Leaf, Operand, Operator } from './condition.ts'
import { equality } from './fit.ts'
import { launchOffsetMeant, readLaunchOffset } from './launch-offset.ts'
import { readPattern } from './pattern.ts'
import type { LeafType, TypedOperand } from './typed.ts'
import { catalogRules, checkKnown, knownType, type TypingContext, wrong } from './typing-context.ts'
import { type FactType, readValue, type ScalarType, spelledType } from './value.ts'
import { excerpt, listed } from './wording.ts'

/** What the operands of one leaf are read by. */
interface OperandContext extends TypingContext {
  readonly leaf: Leaf
  readonly type: LeafType
  /** What the catalog says of the fact of the leaf. */
  readonly entry?: CatalogEntry
}

type LiteralOperand = Extract<Operand, { kind: 'literal' }>
type FactOperand = Extract<Operand, { kind: 'fact' }>

/** Reads literals, lists of them and facts as the type of their leaf; undefined when they do not fit, which is then reported. */
export function typeOperand(operand: Operand, context: OperandContext): TypedOperand | undefined {
  switch (operand.kind) {
    case 'tests':
    case 'condition':
      return undefined
    case 'list': {
      const values = operand.items.map((item) => typeOperand(item, context))
      return values.every((value) => value !== undefined) ? { kind: 'values', values } : undefined
    }
    case 'fact':
      return typeFactOperand(operand, context)
    case 'literal':
      return typeLiteral(operand, context)
  }
}

function typeFactOperand({ fact, range }: FactOperand, context: OperandContext): TypedOperand | undefined {
  const { leaf, type, vocabulary } = context
  if (!checkKnown(leaf, fact, range, context)) return undefined
  const entry = vocabulary.entries.get(fact)
  const known = knownType(fact, vocabulary)
  const due = dueTypes(leaf.operator, type)
  if (known && due && !due.includes(known)) {
    return wrong(context, leaf, 'commitment/wrong-operand', {
      range,
      message: `\`${leaf.fact}\` is compared with \`${fact}\`, which is of type \`${known}\``,
      hint: `compare with a fact of type ${listed(due, 'or')}`,
    })
  }
  const read = known ?? due?.[0]
  return { kind: 'fact', fact, ...(read && { type: read }), ...(entry && { entry }), rules: catalogRules(fact, vocabulary) }
}

/** The types a fact on the right may have; undefined where any will do. */
function dueTypes(operator: Operator, type: LeafType): FactType[] | undefined {
  if (operator === 'withinLast' || operator === 'withinNext') return ['duration']
  if (operator === 'includesAll' || operator === 'includesAny') return ['list']
  if (operator === 'oneOf' || operator === 'noneOf') return ['list']
  if (operator === 'includes' || operator === 'excludes' || type === 'any' || type === 'sized') return undefined
  if (type === 'number' || type === 'count') return ['number', 'count']
  if (type === 'text' || type === 'choice') return ['text', 'choice']
  return [type]
}

function typeLiteral(literal: LiteralOperand, context: OperandContext): TypedOperand | undefined {
  const { leaf, type } = context
  switch (leaf.operator) {
    case 'present':
      return { kind: 'none' }
    case 'matches':
      return typePattern(literal, context)
    case 'withinLast':
    case 'withinNext':
      return typeValue(literal, 'duration', context)
    default:
      if (type === 'date' && (saysLaunchDate.test(literal.node.text) || launchOffsetMeant(literal.node.text) !== undefined))
        return typeLaunchDate(literal, context)
      return typeValue(literal, literalType(type, literal.node), context)
  }
}

function typePattern({ node, range }: LiteralOperand, context: OperandContext): TypedOperand | undefined {
  const reading = readPattern(node.text)
  if (reading.ok) return { kind: 'pattern', pattern: reading.value }
  const message = `\`${excerpt(node.text)}\` is not a pattern in RE2 syntax: ${reading.message}`
  return wrong(context, context.leaf, 'commitment/wrong-pattern', { range, message, hint: reading.hint })
}

/** A text that begins so can only mean a day relative to the launch: no date does. */
const saysLaunchDate = /^T(?:$|[ +-])/

function typeLaunchDate({ node, range }: LiteralOperand, context: OperandContext): TypedOperand | undefined {
  const { text } = node
  const days = readLaunchOffset(text)
  if (days !== undefined) return { kind: 'launch-date', days, text }
  const meant = launchOffsetMeant(text)
  return wrong(context, context.leaf, 'commitment/wrong-operand', {
    range,
    message: `\`${excerpt(text)}\` is not a day relative to the launch date`,
    hint: meant === undefined ? 'write `T`, `T-30d` or `T+35d`' : `did you mean \`${meant}\`?`,
  })
}

function typeValue({ node, range }: LiteralOperand, due: ScalarType, context: OperandContext): TypedOperand | undefined {
  const { leaf, entry } = context
  const reading = readValue(due, node)
  if (!reading.ok)
    return wrong(context, leaf, misfitCode(due, node), { range, message: asNeeded(reading.message, leaf), hint: reading.hint })
  const { value } = reading
  if (entry?.choices && 'text' in value && equality.includes(leaf.operator) && !entry.choices.includes(value.text)) {
    return wrong(context, leaf, 'commitment/unknown-choice', {
      range,
      message: `\`${excerpt(node.text)}\` is not a choice of \`${leaf.fact}\``,
      hint: didYouMean(node.text, entry.choices, `the choices are ${listed(entry.choices, 'and')}`),
    })
  }
  if (entry?.range && due === entry.type && isOutOfRange(entry, value)) {
    wrong(context, leaf, 'commitment/unreachable-bound', {
      range,
      message: `\`${excerpt(node.text)}\` lies outside the range of \`${leaf.fact}\``,
      hint: 'no evidence beyond the range is accepted: correct the bar, or the range in the catalog',
    })
  }
  return { kind: 'value', value, node }
}

function misfitCode(due: ScalarType, { value }: ScalarNode): DiagnosticCode {
  if (due === 'duration') return 'document/wrong-duration'
  return due === 'date' && typeof value === 'string' ? 'document/wrong-date' : 'commitment/wrong-operand'
}

/** What is wrong with a literal, and the test that needs it otherwise: before the details, where there are any. */
function asNeeded(message: string, leaf: Leaf): string {
  const [, said = message, details = ''] = /^(`[^`]*` is [^:]*)(: .*)?$/.exec(message) ?? []
  const isBare = leaf.range === leaf.factRange
  return `${said}, as ${isBare ? '' : `\`${leaf.operator}\` of `}\`${leaf.fact}\` needs${details}`
}

/** The type a literal must have on a fact of `type`; items of lists have the type they are spelled in. */
function literalType(type: LeafType, node: ScalarNode): ScalarType {
  return type === 'list' || type === 'any' || type === 'sized' ? spelledType(node) : type
}

/** Whether a literal is a day relative to the launch by its spelling; a bare `T` only where a date must be meant, as text has no order. */
export function isLaunchDate(node: ScalarNode, operator: Operator): boolean {
  return (node.text !== 'T' || operator === 'between') && typeof node.value === 'string' && readLaunchOffset(node.text) !== undefined
}
