import { type Operator, operators } from './condition.ts'
import { isPath } from './path.ts'
import { excerpt } from './wording.ts'

/** Signs and words that stand for operators at the beginning of a text, the longest first. */
const signs: readonly (readonly [string, Operator])[] = [
  ...(['>=', '=>', '≥', 'at least', 'minimum', 'min'] as const).map((sign) => [sign, 'atLeast'] as const),
  ...(['<=', '=<', '≤', 'at most', 'maximum', 'max', 'up to'] as const).map((sign) => [sign, 'atMost'] as const),
  ...(['!=', '<>', '≠'] as const).map((sign) => [sign, 'notEquals'] as const),
  ...(['==', '='] as const).map((sign) => [sign, 'equals'] as const),
  ...(['>', 'more than', 'greater than', 'above', 'over'] as const).map((sign) => [sign, 'moreThan'] as const),
  ...(['<', 'less than', 'fewer than', 'below', 'under'] as const).map((sign) => [sign, 'lessThan'] as const),
]

/** A test that was written as one text: `atLeast 4.2`, `>= 4.2`. */
export interface WrittenTest {
  readonly operator: Operator
  readonly operand: string
}

/** The test that a text most likely is; undefined where it may well be a text. Words of everyday language count only before a number or date. */
export function testIn(text: string): WrittenTest | undefined {
  const plain = text.trim()
  for (const operator of operators) {
    const [, operand = ''] = plain.startsWith(operator) ? (/^\s*:?\s+(.+)$/.exec(plain.slice(operator.length)) ?? []) : []
    if (operand !== '' && (/[A-Z]/.test(operator) || /^[-+]?\d/.test(operand))) return { operator, operand }
  }
  const lower = plain.toLowerCase()
  for (const [sign, operator] of signs) {
    if (!lower.startsWith(sign)) continue
    const operand = plain.slice(sign.length).trim()
    const isSign = /^\W/.test(sign)
    if (operand !== '' && (/^[-+]?\d/.test(operand) || isSign) && (isSign || /^\s/.test(plain.slice(sign.length))))
      return { operator, operand }
  }
  return undefined
}

/** A fact and its test that were written as one text: `beta.csat atLeast 4.2`. */
export function factAndTestIn(text: string): (WrittenTest & { readonly fact: string }) | undefined {
  const [, fact = '', rest = ''] = /^([A-Za-z][\w.-]{0,200}) ?(.{2,100})$/.exec(text.trim()) ?? []
  const test = isPath(fact) ? testIn(rest) : undefined
  return test && { fact, ...test }
}

/** How a test is written: `{ atLeast: 4.2 }`. */
export function writtenTest({ operator, operand }: WrittenTest): string {
  return `{ ${operator}: ${excerpt(operand)} }`
}
