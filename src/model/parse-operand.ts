import { type ListNode, type MappingEntry, type MappingNode, rangeOf, type SourceNode } from '../source/node.ts'
import { didYouMean } from '../source/suggest.ts'
import { type Condition, type ConditionContext, isOperator, type Leaf, type Operand, type Operator } from './condition.ts'
import { labelOfTest, negationIn } from './condition-label.ts'
import { isNotProvided, type Reading, report } from './fields.ts'
import { pathProblem } from './path.ts'
import { boundsMeant, written } from './value-hint.ts'
import { excerpt, quoted } from './wording.ts'

/** The two parsers an operand may need again: a quantifier takes a condition, `size` takes a test. */
export interface OperandParsers {
  readonly parseCondition: (reading: Reading, node: SourceNode, context: ConditionContext) => Condition | undefined
  readonly parseTests: (reading: Reading, entry: MappingEntry, context: ConditionContext) => Leaf[] | undefined
}

/** Operators that compare with several values at once. */
export const severalValued: readonly Operator[] = ['oneOf', 'noneOf', 'between', 'includesAll', 'includesAny']
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
  switch (operator) {
    case 'every':
    case 'some':
    case 'none':
      return parseQuantified(reading, operator, node, context, parsers)
    case 'size':
      return parseSize(reading, node, context, parsers)
    case 'present':
      return parsePresent(reading, node, context)
    default:
      return parseCompared({ reading, operator, context }, node)
  }
}

function parseQuantified(
  reading: Reading,
  operator: 'every' | 'some' | 'none',
  node: SourceNode,
  context: ConditionContext,
  parsers: OperandParsers,
): Operand | undefined {
  const negated = operator === 'none' ? !context.negated : context.negated
  const condition = parsers.parseCondition(reading, node, { ...context, inItem: true, negated })
  return condition && { kind: 'condition', condition, node, range: rangeOf(reading.document, node) }
}

/** The test that an operand is read for. */
interface Test {
  readonly reading: Reading
  readonly operator: Operator
  readonly context: ConditionContext
}

/** Reads what a fact is compared with: a literal, a list of them, or another fact. */
function parseCompared(test: Test, node: SourceNode): Operand | undefined {
  const { reading, operator } = test
  if (isNotProvided(node)) return nothingToCompare(test, node)
  if (node.kind === 'mapping') return parseFactOperand(test, node)
  const takesList = severalValued.includes(operator)
  if (node.kind === 'list') return takesList || operator === 'excludes' ? parseListOperand(test, node) : unexpectedList(test, node)
  if (!takesList) return { kind: 'literal', node, range: rangeOf(reading.document, node) }
  return wrong(test, node, {
    message: `${label(test)} is given the single value \`${excerpt(node.text)}\``,
    hint:
      operator === 'between'
        ? `write the two bounds, such as \`between: ${boundsMeant(node) ?? '[1, 5]'}\`, or use \`atLeast\``
        : `write a list: \`${operator}: [${excerpt(node.text)}]\``,
  })
}

function nothingToCompare(test: Test, node: SourceNode): undefined {
  const isPlaceholder = node.kind === 'scalar' && node.value !== null && node.text.trim() !== ''
  const found = isPlaceholder ? `holds the placeholder \`${excerpt(node.text)}\`` : 'has nothing to compare with'
  return wrong(test, node, { message: `${label(test)} ${found}`, hint: 'write the value to compare with' })
}

function unexpectedList(test: Test, node: SourceNode): undefined {
  return wrong(test, node, { message: `${label(test)} is given a list`, hint: listHint(test, node) })
}

function listHint({ operator, context }: Test, node: SourceNode): string {
  const field = String(context.path.at(-1))
  if (context.inItem && isOperator(field) && field !== 'size')
    return `write \`{ it: { ${field}: ${written(node)} } }\`, if it is the item itself that is tested`
  if (operator === 'equals' || operator === 'notEquals')
    return `write \`{ oneOf: ${written(node)} }\` for a choice of values, or \`includesAll\` for a list`
  if (operator === 'includes') return `write \`includesAll: ${written(node)}\`, or \`includesAny\` if one of them is enough`
  return `\`${operator}\` takes one value; two bounds are written \`between: [1, 5]\``
}

function parseListOperand(test: Test, node: ListNode): Operand | undefined {
  const { items } = node
  if (items.length === 0) return wrong(test, node, { message: `${label(test)} is given an empty list`, hint: 'list at least one value' })
  if (test.operator === 'between' && items.length !== 2) {
    const message = `${label(test)} is given ${items.length === 1 ? 'one bound' : `${items.length} bounds`}`
    return wrong(test, node, { message, hint: 'write the lower and the upper one: `between: [1, 5]`' })
  }
  const parsed = items.map((item) => parseListItem(test, item))
  return parsed.every((item) => item !== undefined)
    ? { kind: 'list', items: parsed, node, range: rangeOf(test.reading.document, node) }
    : undefined
}

function parseListItem(test: Test, item: SourceNode): Operand | undefined {
  if (isNotProvided(item)) {
    const hint = 'write the value to compare with, or remove the item'
    return wrong(test, item, { message: `an item of ${label(test)} is empty`, hint })
  }
  if (item.kind === 'scalar') return { kind: 'literal', node: item, range: rangeOf(test.reading.document, item) }
  if (item.kind === 'mapping' && test.operator === 'between') return parseFactOperand(test, item)
  const hint = 'list single values, such as `[beta, ga]`'
  return wrong(test, item, { message: `an item of ${label(test)} is not a single value`, hint })
}

/** Reads `{ fact: path }`. */
function parseFactOperand(test: Test, node: MappingNode): Operand | undefined {
  const { reading, operator, context } = test
  const [entry, ...others] = node.entries
  const path = entry?.key === 'fact' && others.length === 0 && entry.value.kind === 'scalar' ? entry.value : undefined
  if (!path) return namesNoFact(test, node)
  if (operator === 'matches') {
    return wrong(test, node, {
      message: `${label(test)} is given a fact`,
      hint: 'write the pattern itself; it cannot come from a fact',
    })
  }
  const range = rangeOf(reading.document, path)
  const problem = pathProblem(path.text, false, ` in ${context.owner}`)
  if (!problem) return { kind: 'fact', fact: path.text, node, range }
  report(reading, problem.code, { range, path: context.path, message: problem.message, hint: problem.hint })
  return undefined
}

function namesNoFact(test: Test, node: MappingNode): undefined {
  const odd = node.entries.find((item) => item.key !== 'fact')
  return wrong(test, node, {
    message: odd ? `\`${excerpt(odd.key)}\` stands below ${label(test)}, where a value is due` : `${label(test)} names no fact`,
    hint: (odd && didYouMean(odd.key, ['fact'])) ?? 'write the value itself, or `{ fact: beta.csat }` to compare with another fact',
  })
}

function parseSize(reading: Reading, node: SourceNode, context: ConditionContext, parsers: OperandParsers): Operand | undefined {
  const entry: MappingEntry = { key: 'size', keyStart: node.start, keyEnd: node.end, value: node }
  const tests = parsers.parseTests(reading, entry, { ...context, inItem: true })
  if (!tests) return undefined
  const odd = tests.find((test) => !sizeOperators.includes(test.operator))
  if (!odd) return { kind: 'tests', tests, node, range: rangeOf(reading.document, node) }
  const test: Test = { reading, operator: 'size', context }
  const message = `${label(test)} is tested with \`${odd.operator}\``
  return wrong(test, node, { message, hint: 'a size is a number: write `size: { atLeast: 2 }`' })
}

function parsePresent(reading: Reading, node: SourceNode, context: ConditionContext): Operand | undefined {
  const isTrue = node.kind === 'scalar' && node.value === true
  const range = rangeOf(reading.document, node)
  if (isTrue && !context.negated) return { kind: 'literal', node, range }
  const isFalse = node.kind === 'scalar' && node.value === false
  const test: Test = { reading, operator: 'present', context }
  if (!isTrue && !isFalse) return wrong(test, node, { message: `${label(test)} is not \`true\``, hint: 'write `present: true`' })
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

function label({ operator, context }: Test): string {
  return labelOfTest(operator, context)
}

function wrong({ reading, context }: Test, node: SourceNode, said: { readonly message: string; readonly hint: string }): undefined {
  report(reading, 'commitment/wrong-operand', { range: rangeOf(reading.document, node), path: context.path, ...said })
  return undefined
}
