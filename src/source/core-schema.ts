import type { DiagnosticCode } from './codes.ts'

/** What is wrong with the spelling of a plain scalar. */
export interface SpellingFault {
  readonly code: DiagnosticCode
  readonly message: string
  readonly hint: string
}

const nothing = /^(?:~|[Nn]ull|NULL)?$/
const truth = /^(?:[Tt]rue|TRUE)$/
const falsehood = /^(?:[Ff]alse|FALSE)$/
const integer = /^[-+]?[0-9]+$/
const otherBase = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const infinite = /^[-+]?\.(?:inf|Inf|INF)$/
const notANumber = /^\.(?:nan|NaN|NAN)$/
// A last zero adds nothing to a decimal, and much to a thousand.
const dottedThousand = /^[-+]?[1-9][0-9]{0,2}\.[0-9]{2}0$/
const booleanElsewhere = /^(?:y|n|yes|no|on|off)$/i

/** The value of a plain scalar in the YAML 1.2 core schema. */
export function plainValue(source: string): null | boolean | number | string {
  if (nothing.test(source)) return null
  // Most plain scalars are words: no pattern below begins with another character.
  if (!/^[-+.0-9tTfF]/.test(source)) return source
  if (truth.test(source)) return true
  if (falsehood.test(source)) return false
  if (decimal.test(source) || otherBase.test(source)) return Number(source)
  if (infinite.test(source)) return source.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return notANumber.test(source) ? Number.NaN : source
}

/** Spellings that other YAML tools read differently, or that a number cannot keep; undefined when all is well. */
export function spellingFault(source: string, value: null | boolean | number | string): SpellingFault | undefined {
  if (typeof value === 'string' && booleanElsewhere.test(source)) {
    return {
      code: 'yaml/ambiguous-boolean',
      message: `\`${source}\` is text here, but other YAML tools read it as ${/^(?:y|yes|on)$/i.test(source) ? 'true' : 'false'}`,
      hint: `quote it, \`"${source}"\`, if it is text; write \`true\` or \`false\` if it is an answer`,
    }
  }
  if (typeof value !== 'number' || !/[0-9]/.test(source)) return undefined
  if (otherBase.test(source) || /^[-+]?0[0-9]+$/.test(source)) return ambiguousNumber(source, value)
  if (!isExact(source, value)) return impreciseNumber(source, value)
  return dottedThousand.test(source) ? thousands(source, value) : undefined
}

function thousands(source: string, value: number): SpellingFault {
  const whole = source.replace('.', '')
  return {
    code: 'yaml/dotted-thousands',
    message: `\`${source}\` is the number ${value}, where many would read ${whole}`,
    hint: `write \`${whole}\` or \`${value}\``,
  }
}

function ambiguousNumber(source: string, value: number): SpellingFault {
  const shown = shortened(source)
  return {
    code: 'yaml/ambiguous-number',
    message: otherBase.test(source)
      ? `\`${shown}\` is a number in another base than ten, which other YAML tools read differently`
      : `\`${shown}\` begins with a zero, and other YAML tools read such numbers differently`,
    hint: `write \`${value}\` if it is a number; quote it, \`"${shown}"\`, if it is text`,
  }
}

function impreciseNumber(source: string, value: number): SpellingFault {
  const shown = shortened(source)
  const code = 'yaml/imprecise-number'
  if (integer.test(source) || !Number.isFinite(value)) {
    return {
      code,
      message: `the number \`${shown}\` is too large to be kept exactly`,
      hint: `quote it, \`"${shown}"\`, if it is an identifier`,
    }
  }
  const message = `the number \`${shown}\` has more digits than can be kept; it would become \`${value}\``
  return { code, message, hint: `write fewer digits, or quote it, \`"${shown}"\`, if it is text` }
}

function isExact(source: string, value: number): boolean {
  if (!Number.isFinite(value)) return false
  if (integer.test(source)) return Number.isSafeInteger(value)
  return sameDecimal(source, String(value))
}

// Spellings of equal decimals have equal significant digits and an equal place of the first one.
function sameDecimal(a: string, b: string): boolean {
  const left = significant(a)
  const right = significant(b)
  return left.digits === right.digits && (left.digits === '' || left.exponent === right.exponent)
}

function significant(text: string): { digits: string; exponent: number } {
  const [mantissa = '', power = '0'] = text.toLowerCase().replace(/^[-+]/, '').split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const all = whole + fraction
  let first = 0
  while (all.charCodeAt(first) === 48) first++
  let last = all.length
  while (last > first && all.charCodeAt(last - 1) === 48) last--
  return { digits: all.slice(first, last), exponent: Number(power) + whole.length - first }
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
