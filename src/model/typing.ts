import type { Condition, Leaf, Operand, Operator } from './condition.ts'
import { dateOperators, equality, listOperators, operatorMisfit, textOperators } from './fit.ts'
import { isLaunchPath } from './path.ts'
import type { TypedCondition, TypedLeaf, TypedOperand } from './typed.ts'
import { isLaunchDate, typeOperand } from './typed-operand.ts'
import { catalogRules, checkKnown, knownType, type TypingContext, wrong } from './typing-context.ts'
import { type FactType, spelledType } from './value.ts'
import { curlyHint } from './value-hint.ts'
import { excerpt, listed } from './wording.ts'

/** Reads the literals of a condition as the types of their facts; undefined when something does not fit, which is then reported. */
export function typeCondition(condition: Condition, context: TypingContext): TypedCondition | undefined {
  switch (condition.kind) {
    case 'leaf':
      return typeLeaf(condition, context)
    case 'not': {
      const of = typeCondition(condition.of, context)
      return of && { kind: 'not', of }
    }
    case 'all':
    case 'any':
    case 'atLeastOf': {
      const of = condition.of.map((part) => typeCondition(part, context))
      return of.every((part) => part !== undefined) ? { ...condition, of } : undefined
    }
  }
}

/** Types one leaf; undefined when it does not fit. */
export function typeLeaf(leaf: Leaf, context: TypingContext): TypedLeaf | undefined {
  const entry = context.inItem ? undefined : context.vocabulary.entries.get(leaf.fact)
  if (!context.inItem && !checkKnown(leaf, leaf.fact, leaf.factRange, context)) return undefined
  if (isLaunchPath(leaf.fact) && !context.inItem && Object.keys(leaf.rules).length > 0) {
    return wrong(context, leaf, 'commitment/evidence-on-launch-field', {
      range: leaf.factRange,
      message: `\`${leaf.fact}\` is a field of the launch, which has no evidence`,
      hint: `leave out ${listed(Object.keys(leaf.rules), 'and')}, or ask it of a fact`,
    })
  }
  const known = context.inItem ? undefined : knownType(leaf.fact, context.vocabulary)
  const misfit = known && operatorMisfit(leaf.operator, known)
  if (misfit)
    return wrong(context, leaf, 'commitment/wrong-operator', {
      range: leaf.range,
      message: `\`${leaf.operator}\` does not fit \`${leaf.fact}\`, which is of type \`${known}\``,
      hint: misfit,
    })
  const type = leafType(leaf, known, context)
  if (!type) return undefined
  const operand = typeNested(leaf.operand, context) ?? typeOperand(leaf.operand, { ...context, leaf, type, ...(entry && { entry }) })
  if (!operand) return undefined
  const rules =
    isLaunchPath(leaf.fact) || context.inItem
      ? []
      : [...[leaf.rules, context.rules].filter((rule) => Object.keys(rule).length > 0), ...catalogRules(leaf.fact, context.vocabulary)]
  return { kind: 'leaf', leaf, type, operand, rules, ...(entry && { entry }) }
}

/** Operands that hold tests or conditions of their own, about items or a size, of which no catalog speaks. */
function typeNested(operand: Operand, context: TypingContext): TypedOperand | undefined {
  if (operand.kind === 'tests') {
    const tests = operand.tests.map((test) => typeLeaf(test, { ...context, inItem: true }))
    return tests.every((test) => test !== undefined) ? { kind: 'tests', tests } : undefined
  }
  if (operand.kind !== 'condition') return undefined
  const condition = typeCondition(operand.condition, { ...context, rules: {}, inItem: true })
  return condition && { kind: 'condition', condition }
}

function leafType(leaf: Leaf, known: FactType | undefined, context: TypingContext): TypedLeaf['type'] | undefined {
  const { operator } = leaf
  if (operator === 'present') return 'any'
  if (operator === 'size') return known ?? 'sized'
  if (known) return known
  if (listOperators.includes(operator)) return 'list'
  if (dateOperators.includes(operator)) return 'date'
  if (textOperators.includes(operator)) return 'text'
  const type = operandType(leaf.operand, operator, context)
  if (!type) {
    return wrong(context, leaf, 'commitment/untyped-comparison', {
      range: leaf.range,
      message: `\`${leaf.fact}\` is compared with ${spoken(leaf.operand)}, and the type of neither is known`,
      hint: 'describe both facts in a catalog',
    })
  }
  const misfit = operatorMisfit(operator, type)
  if (!misfit) return type
  return wrong(context, leaf, equality.includes(operator) ? 'commitment/wrong-operator' : 'commitment/wrong-operand', {
    range: leaf.operand.range,
    message: `\`${operator}\` of \`${leaf.fact}\` compares with ${spoken(leaf.operand)}, which is of type \`${type}\``,
    hint: (leaf.operand.kind === 'literal' ? curlyHint(leaf.operand.node.text) : undefined) ?? misfit,
  })
}

/** The type an operand has without a catalog for its leaf's fact. */
function operandType(operand: Operand, operator: Operator, context: TypingContext): FactType | undefined {
  switch (operand.kind) {
    case 'literal':
      return isLaunchDate(operand.node, operator) ? 'date' : spelledType(operand.node)
    case 'fact':
      return knownType(operand.fact, context.vocabulary)
    case 'list': {
      const types = operand.items.map((item) => operandType(item, operator, context)).filter((type) => type !== undefined)
      // Beside a day, `T` is the launch date; beside words, or alone, it is a word.
      return types.includes('date') && operand.items.some(isBareT) ? 'date' : types[0]
    }
    default:
      return undefined
  }
}

function isBareT(operand: Operand): boolean {
  return operand.kind === 'literal' && operand.node.value === 'T'
}

function spoken(operand: Operand): string {
  if (operand.kind === 'fact') return `\`${operand.fact}\``
  const first = operand.kind === 'list' ? operand.items[0] : undefined
  if (first) return spoken(first)
  return operand.node.kind === 'scalar' ? `\`${excerpt(operand.node.text)}\`` : 'a list'
}
