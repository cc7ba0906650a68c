import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { entryOf, keyRangeOf, rangeOf, type SourceDocument, type SourceNode } from '../source/node.ts'
import type { Range } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import { isCombinator } from './condition.ts'
import { isNotProvided } from './fields.ts'
import type { FormError } from './form.ts'
import { type Located, labelOf, locate } from './label.ts'
import { misplacedHint } from './misplaced-key.ts'
import { elsewhereHint, meantHint, onlyWord, typeMeant } from './other-names.ts'
import { excerpt, expectedWords, foundWords, listed, typeHint } from './wording.ts'

/** One way in which a document departs from its schema, with the key that is missing beside it when that may be the one meant. */
export interface Mistake {
  readonly error: FormError
  readonly meant?: string | undefined
}

/** Our code and sentence for what was noticed. */
export function mistakeOf(document: SourceDocument, { error, meant }: Mistake): Diagnostic {
  const at = locate(document, error.instancePath)
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(document, at, error, meant)
    case 'required':
      return missingKey(document, at, String(error.params['missingProperty']))
    case 'type':
      return isNotProvided(at.node) && at.entry ? notProvided(document, at, error) : wrongType(document, at, error)
    case 'pattern':
    case 'not':
      return wrongId(document, at, error)
    default:
      return wrongValue(document, at, error)
  }
}

/** The keys that could have been meant where an unknown one stands. */
export function knownKeys(error: FormError): string[] {
  return Object.keys(error.form.properties ?? {})
}

function unknownKey(document: SourceDocument, at: Located, error: FormError, meant: string | undefined): Diagnostic {
  const key = String(error.params['additionalProperty'])
  const entry = entryOf(at.node, key)
  return diagnostic('document/unknown-key', {
    file: document.file,
    range: entry ? keyRangeOf(document, entry) : rangeOf(document, at.node),
    path: [...at.path, key],
    message: `unknown key \`${excerpt(key)}\` in ${labelOf(document, at.path)}`,
    hint: meant === undefined ? unknownKeyHint(at, key, knownKeys(error)) : `\`${meant}\` is missing here: did you mean that?`,
  })
}

function unknownKeyHint(at: Located, key: string, known: readonly string[]): string | undefined {
  for (const alone of ['same', 'has']) {
    if (known.includes(alone) && known.length <= 2) return `\`${alone}\` says it all: leave \`${excerpt(key)}\` out`
  }
  const isHeader = at.path.length === 0 && known.includes('facts') && known.includes('title')
  if (known.includes('require') && isCombinator(key)) return `put it below \`require\`: \`require: { ${key}: … }\``
  const misplaced = misplacedHint(at, key, known) ?? elsewhereHint(at, key, known)
  if (misplaced !== undefined) return misplaced
  return didYouMean(
    key,
    known,
    isHeader ? 'what is known about a launch goes under `facts`' : (demandHint(at, key, known) ?? keysHint(at, known)),
  )
}

/** A block of keys beside neither `require` nor `forbid` is most likely what is to be demanded. */
function demandHint({ node }: Located, key: string, known: readonly string[]): string | undefined {
  if (!known.includes('require') || entryOf(node, 'require') || entryOf(node, 'forbid')) return undefined
  return entryOf(node, key)?.value.kind === 'mapping' ? '`require` is missing here: did you mean that?' : undefined
}

/** The keys that there are; of many only those that do not stand here yet. */
function keysHint({ node }: Located, known: readonly string[]): string {
  if (known.length === 1) return `the only key is ${listed(known, 'and')}`
  if (known.length <= 8) return `the keys are ${listed(known, 'and')}`
  const others = known.filter((key) => key !== 'same' && !entryOf(node, key))
  return `the other keys are ${listed(others, 'and')}`
}

function missingKey(document: SourceDocument, at: Located, key: string): Diagnostic {
  const parts = { file: document.file, range: startRange(document, at), path: at.path }
  if (key === 'apiVersion' && at.path.length === 0) {
    return diagnostic('document/missing-api-version', {
      ...parts,
      message: `${labelOf(document, [])} has no \`apiVersion\``,
      hint: 'add `apiVersion: onlyif/v1` as its first line',
    })
  }
  return diagnostic('document/missing-key', {
    ...parts,
    message: `${labelOf(document, at.path)} has no \`${key}\``,
    hint: `add \`${key}\``,
  })
}

function notProvided(document: SourceDocument, at: Located, error: FormError): Diagnostic {
  const isOptional = [error.params['type']].flat().includes('null')
  const label = labelOf(document, at.path)
  const text = at.node.kind === 'scalar' ? at.node.text.trim() : ''
  const isEmpty = text === '' || (at.node.kind === 'scalar' && at.node.value === null)
  return diagnostic('document/not-provided', {
    file: document.file,
    range: at.entry && at.node.start === at.node.end ? keyRangeOf(document, at.entry) : rangeOf(document, at.node),
    path: at.path,
    message: isEmpty ? `${label} is empty` : `${label} holds the placeholder \`${excerpt(text)}\``,
    hint: isOptional ? 'write what it is, or leave the key out' : 'write what it is',
  })
}

function wrongType(document: SourceDocument, at: Located, error: FormError): Diagnostic {
  const types = [error.params['type']].flat().map(String)
  const format = error.form.format ?? ''
  return diagnostic('document/wrong-type', {
    file: document.file,
    range: rangeOf(document, at.node),
    path: at.path,
    message: `${labelOf(document, at.path)} must be ${wordsOr(error, at) ?? expectedWords(types, format)}, found ${foundWords(at.node)}`,
    hint:
      meantHint(at) ??
      onlyWord(error.form, at.node) ??
      noWaiverHint(at) ??
      (wordsOr(error, at) ? 'choose one of them' : typeHint(at.node, types, format)),
  })
}

/** What a key takes that takes one of a few words, or more than a word. */
function wordsOr({ form }: FormError, { path }: Located): string | undefined {
  const words = form.then?.enum
  return words ? listed([...words.map(String), otherForms.get(String(path.at(-1))) ?? 'key: value'], 'or') : undefined
}

function wrongId(document: SourceDocument, at: Located, error: FormError): Diagnostic {
  const text = scalarText(at.node)
  const pattern = String(error.params['pattern'] ?? '')
  const parts = { file: document.file, range: rangeOf(document, at.node), path: at.path }
  if (error.keyword === 'not') {
    return diagnostic('document/wrong-id', { ...parts, message: `\`${text}\` is reserved and cannot be an id`, hint: 'choose another id' })
  }
  if (pattern.includes('/')) {
    return diagnostic('document/wrong-id', {
      ...parts,
      message: `\`${excerpt(text)}\` does not name a requirement`,
      hint: `name it with its commitment, as in \`market-promise/${/^[a-z0-9][a-z0-9-]*$/.test(text) ? excerpt(text) : 'beta-delight'}\``,
    })
  }
  const isLoose = pattern.includes('A-Z')
  const slug = slugOf(text, isLoose)
  const letters = isLoose
    ? 'letters, digits, `.`, `_` and `-`, starting with a letter or digit'
    : 'lower-case letters, digits and `-`, starting with a letter or digit'
  return diagnostic('document/wrong-id', {
    ...parts,
    message: `\`${excerpt(text)}\` is not an id`,
    hint: slug === '' ? `an id is made of ${letters}` : `write \`${excerpt(slug)}\`; an id is made of ${letters}`,
  })
}

function wrongValue(document: SourceDocument, at: Located, error: FormError): Diagnostic {
  const text = excerpt(scalarText(at.node))
  const [message, hint] = valueSentence(error, at, labelOf(document, at.path), text)
  return diagnostic('document/wrong-value', { file: document.file, range: rangeOf(document, at.node), path: at.path, message, hint })
}

function valueSentence(
  error: FormError,
  { node, path }: Located,
  label: string,
  text: string,
): [message: string, hint: string | undefined] {
  const limit = String(error.params['limit'])
  switch (error.keyword) {
    case 'enum':
    case 'const': {
      const values = [error.params['allowedValues'] ?? error.params['allowedValue']].flat().filter((value) => value !== null)
      const allowed = values.map(String)
      if (allowed.length > 4)
        return [
          `${label} cannot be \`${text}\``,
          typeMeant(text, allowed) ?? didYouMean(text, allowed, `it can be ${listed(allowed, 'or')}`),
        ]
      // Words stand in the branch for text; what the other branch takes depends on the key.
      const others = error.inThen ? [otherForms.get(String(path.at(-1))) ?? 'key: value'] : []
      return [
        `${label} must be ${listed([...allowed, ...others], 'or')}, found \`${text}\``,
        noWaiverHint({ node, path }) ??
          didYouMean(text, allowed, allowed.length + others.length === 1 ? `write \`${allowed[0]}\`` : 'choose one of them'),
      ]
    }
    case 'minimum':
      return [`${label} must be ${limit} or more, found \`${text}\``, scaleHint(error)]
    case 'maximum':
      return [`${label} must be ${limit} or less, found \`${text}\``, scaleHint(error)]
    case 'minItems':
    case 'maxItems': {
      const count = node.kind === 'list' ? node.items.length : 0
      if (count === 0) return [`${label} is an empty list`, 'list at least one']
      return [`${label} must hold ${limit} values, found ${count}`, 'write the lower and the upper one, such as `[1, 5]`']
    }
    case 'minProperties':
      return [
        `${label} is empty`,
        path.at(-1) === 'covers' ? 'name a fact and its weaker test, such as `beta.csat: { atLeast: 4 }`' : 'name at least one',
      ]
    default:
      return [`${label} does not have the required form`, undefined]
  }
}

/** A no in other words. */
function noWaiverHint({ node, path }: Pick<Located, 'node' | 'path'>): string | undefined {
  return path.at(-1) === 'waivers' && /^(?:no|none|false|off|not allowed|nobody)$/i.test(scalarText(node)) ? 'write `never`' : undefined
}

// What a key takes that takes a word or more than that.
const otherForms: ReadonlyMap<string, string> = new Map([
  ['enforcement', '{ blockingFrom: 2027-01-01 }'],
  ['waivers', '{ approvers: [cco], quorum: 1, maxDays: 30 }'],
])

function scaleHint({ form: { minimum, maximum } }: FormError): string {
  return minimum !== undefined && maximum !== undefined
    ? `write a number from ${minimum} to ${maximum}`
    : `write \`${minimum ?? maximum}\` or ${minimum === undefined ? 'less' : 'more'}`
}

/** Where a mapping begins: at its key when it has one, else at its first key. */
function startRange(document: SourceDocument, at: Located): Range {
  if (at.entry) return keyRangeOf(document, at.entry)
  const first = at.node.kind === 'mapping' ? at.node.entries[0] : undefined
  return document.lines.range(at.node.start, first ? first.keyEnd : at.node.end)
}

function scalarText(node: SourceNode): string {
  return node.kind === 'scalar' ? node.text : ''
}

function slugOf(text: string, isLoose: boolean): string {
  const cased = isLoose ? text : text.toLowerCase()
  const kept = cased.replaceAll(isLoose ? /[^A-Za-z0-9._-]+/g : /[^a-z0-9-]+/g, '-')
  let start = 0
  while (start < kept.length && '-._'.includes(kept.charAt(start))) start++
  let end = kept.length
  while (end > start && kept.charAt(end - 1) === '-') end--
  return kept.slice(start, end)
}
