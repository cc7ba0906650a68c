import { keyRangeOf, type MappingEntry, type MappingNode, rangeOf, type SourceNode } from '../source/node.ts'
import { didYouMean } from '../source/suggest.ts'
import type { Condition, ConditionContext, Leaf, Operand, Operator } from './condition.ts'
import { labelOfTest, negationIn } from './condition-label.ts'
import { isNotProvided, type Reading, report } from './fields.ts'
import { pathProblem } from './path.ts'
import { excerpt, quoted } from './wording.ts'

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
    return wrong(
      reading,
      node,
      context,
      `${labelOfTest(operator, context)} ${node.kind === 'scalar' && node.text.trim() !== '' && node.value !== null ? `holds the placeholder \`${excerpt(node.text)}\`` : 'has nothing to compare with'}`,
      'write the value to compare with',
    )
  if (node.kind === 'mapping') return parseFactOperand(reading, operator, node, context)
  if (node.kind === 'list') {
    if (!listOperators.includes(operator) && operator !== 'excludes') {
      const hint =
        operator === 'equals' || operator === 'notEquals'
          ? 'write `oneOf` for a choice of values, or `includesAll` for a list'
          : `\`${operator}\` takes one value; two bounds are written \`between: [1, 5]\``
      return wrong(reading, node, context, `${labelOfTest(operator, context)} is given a list`, hint)
    }
    return parseListOperand(reading, operator, node.items, node, context)
  }
  if (listOperators.includes(operator)) {
    return wrong(
      reading,
      node,
      context,
      `${labelOfTest(operator, context)} is given the single value \`${excerpt(node.text)}\``,
      operator === 'between'
        ? 'write the two bounds, such as `between: [1, 5]`, or use `atLeast`'
        : `write a list: \`${operator}: [${excerpt(node.text)}]\``,
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
    return wrong(reading, node, context, `${labelOfTest(operator, context)} is given an empty list`, 'list at least one value')
  if (operator === 'between' && items.length !== 2) {
    return wrong(
      reading,
      node,
      context,
      `${labelOfTest(operator, context)} is given ${items.length === 1 ? 'one bound' : `${items.length} bounds`}`,
      'write the lower and the upper one: `between: [1, 5]`',
    )
  }
  const parsed = items.map((item): Operand | undefined => {
    if (isNotProvided(item))
      return wrong(
        reading,
        item,
        context,
        `an item of ${labelOfTest(operator, context)} is empty`,
        'write the value to compare with, or remove the item',
      )
    if (item.kind === 'scalar') return { kind: 'literal', node: item, range: rangeOf(reading.document, item) }
    if (item.kind === 'mapping' && operator === 'between') return parseFactOperand(reading, operator, item, context)
    return wrong(
      reading,
      item,
      context,
      `an item of ${labelOfTest(operator, context)} is not a single value`,
      'list single values, such as `[beta, ga]`',
    )
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
      odd
        ? `\`${excerpt(odd.key)}\` stands below ${labelOfTest(operator, context)}, where a value is due`
        : `${labelOfTest(operator, context)} names no fact`,
      (odd && didYouMean(odd.key, ['fact'])) ?? 'write the value itself, or `{ fact: beta.csat }` to compare with another fact',
    )
  }
  if (operator === 'matches')
    return wrong(
      reading,
      node,
      context,
      `${labelOfTest(operator, context)} is given a fact`,
      'write the pattern itself; it cannot come from a fact',
    )
  const problem = pathProblem(path.text, false, ` in ${context.owner}`)
  if (problem) {
    report(reading, problem.code, {
      range: rangeOf(reading.document, path),
      path: context.path,
      message: problem.message,
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
      `${labelOfTest('size', context)} is tested with \`${odd.operator}\``,
      'a size is a number: write `size: { atLeast: 2 }`',
    )
  return { kind: 'tests', tests, node, range: rangeOf(reading.document, node) }
}

function parsePresent(reading: Reading, node: SourceNode, context: ConditionContext): Operand | undefined {
  const isTrue = node.kind === 'scalar' && node.value === true
  const range = rangeOf(reading.document, node)
  if (isTrue && !context.negated) return { kind: 'literal', node, range }
  const isFalse = node.kind === 'scalar' && node.value === false
  if (!isTrue && !isFalse)
    return wrong(reading, node, context, `${labelOfTest('present', context)} is not \`true\``, 'write `present: true`')
  report(reading, 'commitment/absence-proves-nothing', {
    range,
    path: context.path,
    message: isTrue
      ? `\`present: true\` stands under ${quoted(negationIn(context))} in ${context.owner}`
      : `\`present: false\` in ${context.owner} asks for the absence of a fact`,
    hint: 'that nobody supplied a fact proves nothing: ask for a value, such as a count of `0`',
  })
  return undefined
}

function wrong(reading: Reading, node: SourceNode | MappingEntry, context: ConditionContext, message: string, hint: string): undefined {
  const range = 'kind' in node ? rangeOf(reading.document, node) : keyRangeOf(reading.document, node)
  report(reading, 'commitment/wrong-operand', { range, path: context.path, message, hint })
  return undefined
}
