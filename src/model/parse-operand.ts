import { keyRangeOf, type MappingEntry, type MappingNode, rangeOf, type SourceNode } from '../source/node.ts'
import { didYouMean } from '../source/suggest.ts'
import type { Condition, ConditionContext, Leaf, Operand, Operator } from './condition.ts'
import { isNotProvided, type Reading, report } from './fields.ts'
import { pathProblem } from './path.ts'

/** The two parsers an operand may need again: a quantifier takes a condition, `size` takes a test. */
export interface OperandParsers {
  readonly parseCondition: (reading: Reading, node: SourceNode, context: ConditionContext) => Condition | undefined
  readonly parseTests: (reading: Reading, entry: MappingEntry, context: ConditionContext) => Leaf[] | undefined
}

const listOperators: readonly Operator[] = ['oneOf', 'noneOf', 'between', 'includesAll', 'includesAny']
const sizeOperators: readonly Operator[] = [
  'equals',
  'notEquals',
  'oneOf',
  'noneOf',
  'atLeast',
  'atMost',
  'moreThan',
  'lessThan',
  'between',
]

/** Reads the operand of an operator in the form that the operator takes; its type is checked later, against the catalog. */
export function parseOperand(
  reading: Reading,
  operator: Operator,
  node: SourceNode,
  context: ConditionContext,
  parsers: OperandParsers,
): Operand | undefined {
  const range = rangeOf(reading.document, node)
  if (operator === 'every' || operator === 'some' || operator === 'none') {
    const condition = parsers.parseCondition(reading, node, {
      ...context,
      inItem: true,
      negated: operator === 'none' ? !context.negated : context.negated,
    })
    return condition && { kind: 'condition', condition, node, range }
  }
  if (operator === 'size') return parseSize(reading, node, context, parsers)
  if (operator === 'present') return parsePresent(reading, node, context)
  if (isNotProvided(node))
    return wrong(reading, node, context, `\`${operator}\` in ${context.owner} compares with nothing`, 'write the value to compare with')
  if (node.kind === 'mapping') return parseFactOperand(reading, operator, node, context)
  if (node.kind === 'list') {
    if (!listOperators.includes(operator) && operator !== 'excludes') {
      const hint =
        operator === 'equals' ? 'write `oneOf` for a choice of values, or `includesAll` for a list' : `\`${operator}\` takes one value`
      return wrong(reading, node, context, `\`${operator}\` in ${context.owner} is given a list`, hint)
    }
    return parseListOperand(reading, operator, node.items, node, context)
  }
  if (listOperators.includes(operator)) {
    return wrong(
      reading,
      node,
      context,
      `\`${operator}\` in ${context.owner} is given the single value \`${node.text}\``,
      operator === 'between' ? 'write the two bounds: `between: [1, 5]`' : `write a list: \`${operator}: [${node.text}]\``,
    )
  }
  return { kind: 'literal', node, range }
}

function parseListOperand(
  reading: Reading,
  operator: Operator,
  items: readonly SourceNode[],
  node: SourceNode,
  context: ConditionContext,
): Operand | undefined {
  if (items.length === 0)
    return wrong(reading, node, context, `\`${operator}\` in ${context.owner} is given an empty list`, 'list at least one value')
  if (operator === 'between' && items.length !== 2) {
    return wrong(
      reading,
      node,
      context,
      `\`between\` in ${context.owner} is given ${items.length} bounds`,
      'write the two bounds: `between: [1, 5]`',
    )
  }
  const parsed = items.map((item): Operand | undefined => {
    if (isNotProvided(item))
      return wrong(reading, item, context, `an item of \`${operator}\` in ${context.owner} is empty`, 'write the value to compare with')
    if (item.kind === 'scalar') return { kind: 'literal', node: item, range: rangeOf(reading.document, item) }
    if (item.kind === 'mapping' && operator === 'between') return parseFactOperand(reading, operator, item, context)
    return wrong(reading, item, context, `an item of \`${operator}\` in ${context.owner} is not a single value`, 'list plain values')
  })
  return parsed.every((item) => item !== undefined)
    ? { kind: 'list', items: parsed, node, range: rangeOf(reading.document, node) }
    : undefined
}

function parseFactOperand(reading: Reading, operator: Operator, node: MappingNode, context: ConditionContext): Operand | undefined {
  const [entry, ...others] = node.entries
  const path = entry?.key === 'fact' && others.length === 0 && entry.value.kind === 'scalar' ? entry.value : undefined
  if (!path) {
    const odd = node.entries.find((item) => item.key !== 'fact')
    return wrong(
      reading,
      node,
      context,
      `\`${operator}\` in ${context.owner} is given a mapping`,
      (odd && didYouMean(odd.key, ['fact'])) ?? 'write a value, or `{ fact: path }` to compare with another fact',
    )
  }
  if (operator === 'matches')
    return wrong(
      reading,
      node,
      context,
      `\`matches\` in ${context.owner} is given a fact`,
      'a pattern must be written in the commitment itself',
    )
  const problem = pathProblem(path.text, false)
  if (problem) {
    report(reading, problem.code, {
      range: rangeOf(reading.document, path),
      path: context.path,
      message: `${problem.message} in ${context.owner}`,
      hint: problem.hint,
    })
    return undefined
  }
  return { kind: 'fact', fact: path.text, node, range: rangeOf(reading.document, path) }
}

function parseSize(reading: Reading, node: SourceNode, context: ConditionContext, parsers: OperandParsers): Operand | undefined {
  const entry: MappingEntry = { key: 'size', keyStart: node.start, keyEnd: node.end, value: node }
  const tests = parsers.parseTests(reading, entry, { ...context, inItem: true })
  const odd = tests?.find((test) => !sizeOperators.includes(test.operator))
  if (!tests) return undefined
  if (odd)
    return wrong(
      reading,
      node,
      context,
      `\`size\` in ${context.owner} is tested with \`${odd.operator}\``,
      'a size is a number: write `size: { atLeast: 2 }`',
    )
  return { kind: 'tests', tests, node, range: rangeOf(reading.document, node) }
}

function parsePresent(reading: Reading, node: SourceNode, context: ConditionContext): Operand | undefined {
  const isTrue = node.kind === 'scalar' && node.value === true
  const range = rangeOf(reading.document, node)
  if (isTrue && !context.negated) return { kind: 'literal', node, range }
  const isFalse = node.kind === 'scalar' && node.value === false
  if (!isTrue && !isFalse) return wrong(reading, node, context, `\`present\` in ${context.owner} is not \`true\``, 'write `present: true`')
  report(reading, 'commitment/absence-proves-nothing', {
    range,
    path: context.path,
    message: isTrue
      ? `\`present\` stands under a negation in ${context.owner}`
      : `\`present: false\` in ${context.owner} asks for the absence of a fact`,
    hint: 'that nobody supplied a fact proves nothing: ask for a value, such as a count of 0',
  })
  return undefined
}

function wrong(reading: Reading, node: SourceNode | MappingEntry, context: ConditionContext, message: string, hint: string): undefined {
  const range = 'kind' in node ? rangeOf(reading.document, node) : keyRangeOf(reading.document, node)
  report(reading, 'commitment/wrong-operand', { range, path: context.path, message, hint })
  return undefined
}
