import { keyRangeOf, type MappingEntry, type MappingNode, placeOf, rangeOf, type SourceNode } from '../source/node.ts'
import { didYouMean, nearest } from '../source/suggest.ts'
import { testIn } from './comparison-text.ts'
import { type Condition, type ConditionContext, isCombinator, isOperator, type Leaf, operators } from './condition.ts'
import { conditionHint } from './condition-hint.ts'
import { isTest, labelOfCondition } from './condition-label.ts'
import { readRules, ruleKeys } from './evidence-rules.ts'
import { isNotProvided, type Reading, report } from './fields.ts'
import { invisibleHint } from './invisible.ts'
import { reportBareList, reportMisplaced, reportWrittenTest } from './misplaced.ts'
import { negationHint, operatorHint } from './operator-hint.ts'
import { parseOperand } from './parse-operand.ts'
import { isPath, pathProblem } from './path.ts'
import { commaIn } from './value-hint.ts'
import { excerpt } from './wording.ts'

/** Reads a condition; undefined when it holds a mistake, which is then in `reading.diagnostics`. */
export function parseCondition(reading: Reading, node: SourceNode, context: ConditionContext): Condition | undefined {
  if (node.kind !== 'mapping') {
    report(reading, isNotProvided(node) ? 'commitment/empty-condition' : 'document/wrong-type', {
      range: rangeOf(reading.document, node),
      path: context.path,
      message: isNotProvided(node)
        ? `${labelOfCondition(context)} is empty`
        : `${labelOfCondition(context)} is ${node.kind === 'list' ? 'a list' : `the value \`${excerpt(node.text)}\``}, not a fact with its test`,
      hint: conditionHint(node, context),
    })
    return undefined
  }
  if (node.entries.length === 0) return emptyCondition(reading, node, context)
  const combinator = node.entries.find((entry) => isCombinator(entry.key))
  if (!combinator) return parseFacts(reading, node, context)
  const other = node.entries.find((entry) => entry !== combinator)
  if (other) {
    report(reading, 'commitment/ambiguous-condition', {
      range: keyRangeOf(reading.document, other),
      path: context.path,
      message: `\`${excerpt(other.key)}\` stands beside \`${combinator.key}\` in one condition of ${context.owner}`,
      hint: `put both into one list: \`all: [{ ${combinator.key}: … }, { ${excerpt(other.key)}: … }]\``,
    })
    return undefined
  }
  return parseCombinator(reading, combinator, { ...context, path: [...context.path, combinator.key] })
}

function parseCombinator(reading: Reading, entry: MappingEntry, context: ConditionContext): Condition | undefined {
  if (entry.key === 'not') return parseNot(reading, entry.value, context)
  if (entry.key === 'atLeastOf') return parseAtLeastOf(reading, entry, context)
  const of = parseList(reading, entry.value, context, entry.key)
  return of && { kind: entry.key === 'all' ? 'all' : 'any', of }
}

function parseNot(reading: Reading, node: SourceNode, context: ConditionContext): Condition | undefined {
  if (node.kind === 'mapping' && node.entries.length > 1 && !node.entries.some((entry) => isCombinator(entry.key))) {
    report(reading, 'commitment/not-over-several', {
      range: rangeOf(reading.document, node),
      path: context.path,
      message: `\`not\` stands over ${node.entries.length} facts of ${context.owner}, which can be read in two ways`,
      hint: 'write `not: { any: [..] }` if none may hold, or `not: { all: [..] }` if they may not all hold',
    })
    return undefined
  }
  const of = parseCondition(reading, node, { ...context, negated: !context.negated })
  return of && { kind: 'not', of }
}

function parseAtLeastOf(reading: Reading, entry: MappingEntry, context: ConditionContext): Condition | undefined {
  const range = keyRangeOf(reading.document, entry)
  const parts = entry.value.kind === 'mapping' ? entry.value : undefined
  const unknown = parts?.entries.find((part) => part.key !== 'count' && part.key !== 'of')
  const count = parts?.entries.find((part) => part.key === 'count')?.value
  const list = parts?.entries.find((part) => part.key === 'of')?.value
  if (unknown || !list || count?.kind !== 'scalar' || typeof count.value !== 'number' || !Number.isInteger(count.value)) {
    report(reading, unknown ? 'document/unknown-key' : 'commitment/wrong-count', {
      range: unknown ? keyRangeOf(reading.document, unknown) : range,
      path: context.path,
      message: unknown
        ? `unknown key \`${excerpt(unknown.key)}\` in \`atLeastOf\` of ${context.owner}`
        : `\`atLeastOf\` of ${context.owner} ${!parts ? 'has neither `count` nor `of`' : !list ? 'has no list `of`' : count ? 'has a `count` that is not a whole number' : 'has no `count`'}`,
      hint: (unknown && didYouMean(unknown.key, ['count', 'of'])) ?? 'write `atLeastOf: { count: 2, of: [..] }`',
    })
    return undefined
  }
  const of = parseList(reading, list, { ...context, path: [...context.path, 'of'] }, 'of')
  if (!of) return undefined
  if (count.value < 1 || count.value > of.length) {
    report(reading, 'commitment/wrong-count', {
      range: rangeOf(reading.document, count),
      path: context.path,
      message: `\`atLeastOf\` of ${context.owner} asks for ${count.value} of ${of.length} conditions`,
      hint: of.length === 1 ? 'write `count: 1`' : `write a \`count\` from 1 to ${of.length}`,
    })
    return undefined
  }
  return { kind: 'atLeastOf', count: count.value, of }
}

function parseList(reading: Reading, node: SourceNode, context: ConditionContext, key: string): Condition[] | undefined {
  if (node.kind !== 'list' || node.items.length === 0) {
    report(reading, node.kind === 'list' || isNotProvided(node) ? 'commitment/empty-condition' : 'document/wrong-type', {
      range: rangeOf(reading.document, node),
      path: context.path,
      message:
        node.kind === 'list' || isNotProvided(node)
          ? `the list \`${key}\` of ${context.owner} is empty`
          : `\`${key}\` of ${context.owner} is not a list of conditions`,
      hint: 'list the conditions, each after a dash',
    })
    return undefined
  }
  const parsed = node.items.map((item, index) => parseCondition(reading, item, { ...context, path: [...context.path, index] }))
  return parsed.every((item) => item !== undefined) ? parsed : undefined
}

function emptyCondition(reading: Reading, node: SourceNode, context: ConditionContext): undefined {
  report(reading, 'commitment/empty-condition', {
    range: rangeOf(reading.document, node),
    path: context.path,
    message: `${labelOfCondition(context)} is empty`,
    hint: isTest(context) ? 'write a test, such as `{ atLeast: 4.2 }`' : 'write a fact and its test, such as `beta.csat: { atLeast: 4.2 }`',
  })
  return undefined
}

/** A mapping of fact paths to tests: one condition a fact, all of which must hold. */
function parseFacts(reading: Reading, node: MappingNode, context: ConditionContext): Condition | undefined {
  if (reportMisplaced(reading, node, context)) return undefined
  const entries = node.entries.map((entry) => parseFact(reading, entry, { ...context, path: [...context.path, entry.key] }))
  if (!entries.every((entry) => entry !== undefined)) return undefined
  const [only] = entries
  return only && entries.length === 1 ? only : { kind: 'all', of: entries }
}

/** Reads one `path: test` entry, the unit that `forbid` negates on its own. */
export function parseFact(reading: Reading, entry: MappingEntry, context: ConditionContext): Condition | undefined {
  if (!checkPath(reading, entry, context)) return undefined
  const tests = parseTests(reading, entry, context)
  const [only] = tests ?? []
  if (!tests || !only) return undefined
  return tests.length === 1 ? only : { kind: 'all', of: tests }
}

/** Reads the test of a fact: a bare scalar, or a mapping of operators and evidence rules. */
export function parseTests(reading: Reading, entry: MappingEntry, context: ConditionContext): Leaf[] | undefined {
  const { key: fact, value: node } = entry
  const factRange = keyRangeOf(reading.document, entry)
  const base = { kind: 'leaf', fact, factRange } as const
  if (node.kind !== 'mapping') {
    const written = node.kind === 'scalar' && typeof node.value === 'string' ? testIn(node.text) : undefined
    if (written) return reportWrittenTest(reading, entry, written, context)
    const operand = parseOperand(reading, 'equals', node, context, { parseCondition, parseTests })
    const place = placeOf(reading.document, entry.keyStart)
    return operand && [{ ...base, operator: 'equals', operand, rules: {}, place, range: factRange, path: context.path }]
  }
  if (node.entries.length === 0) return emptyCondition(reading, node, context)
  if (reportBareList(reading, node, context)) return undefined
  const rules = readRules(reading, node, context)
  const tests = node.entries
    .filter((part) => !ruleKeys.includes(part.key))
    .map((part) => parseTest(reading, fact, part, { ...context, beside: node }))
  // Every test was looked at before, so that all their mistakes are told.
  if (!rules || !tests.every((test) => test !== undefined)) return undefined
  if (tests.length > 0) return tests.map((test) => ({ ...base, ...test, rules }))
  report(reading, 'commitment/empty-condition', {
    range: factRange,
    path: context.path,
    message: `the test of \`${fact}\` in ${context.owner} compares with nothing`,
    hint: 'add an operator, such as `atLeast`, or `present: true`',
  })
  return undefined
}

/** Reads one operator of a test with its operand. */
function parseTest(
  reading: Reading,
  fact: string,
  part: MappingEntry,
  { beside, ...context }: ConditionContext & { readonly beside: MappingNode },
): Pick<Leaf, 'operator' | 'operand' | 'place' | 'range' | 'path'> | undefined {
  const { key: operator } = part
  if (!isOperator(operator)) {
    reportUnknownOperator(reading, fact, part, { ...context, beside })
    return undefined
  }
  const path = [...context.path, operator]
  const operand = parseOperand(reading, operator, part.value, { ...context, path }, { parseCondition, parseTests })
  return operand && { operator, operand, place: placeOf(reading.document, part.keyStart), range: keyRangeOf(reading.document, part), path }
}

function reportUnknownOperator(
  reading: Reading,
  fact: string,
  part: MappingEntry,
  context: ConditionContext & { readonly beside: MappingNode },
): void {
  const range = keyRangeOf(reading.document, part)
  const comma = commaIn(context.beside, part)
  if (comma) {
    report(reading, 'commitment/unknown-operator', { range, path: context.path, ...comma })
    return
  }
  const turned = negationHint(fact, part)
  const near = nearest(part.key, [...operators, ...ruleKeys])
  if (part.value.kind === 'mapping' && near === undefined && turned === undefined && isPath(part.key)) {
    report(reading, 'commitment/nested-facts', {
      range,
      path: context.path,
      message: `\`${excerpt(part.key)}\` stands below \`${fact}\`, where a test is due`,
      hint: `write the name of the fact with dots: \`${dottedName(fact, part)}\``,
    })
    return
  }
  report(reading, 'commitment/unknown-operator', {
    range,
    path: context.path,
    message: `unknown operator \`${excerpt(part.key)}\` for \`${fact}\` in ${context.owner}`,
    hint: turned ?? invisibleHint(part.key) ?? didYouMean(part.key, [...operators, ...ruleKeys], operatorHint(fact, part)),
  })
}

/** The whole name of a fact that is written key below key. */
function dottedName(fact: string, part: MappingEntry): string {
  const name = `${fact}.${part.key}`
  const [next, ...others] = part.value.kind === 'mapping' ? part.value.entries : []
  return next && others.length === 0 && next.value.kind === 'mapping' && !isOperator(next.key) ? dottedName(name, next) : name
}

function checkPath(reading: Reading, entry: MappingEntry, context: ConditionContext): boolean {
  const range = keyRangeOf(reading.document, entry)
  const problem = pathProblem(entry.key, context.inItem, ` in ${context.owner}`)
  if (!problem) return true
  report(reading, problem.code, { range, path: context.path, message: problem.message, hint: problem.hint })
  return false
}
