import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { entryOf, keyRangeOf, rangeOf, type SourceDocument, type SourceNode } from '../source/node.ts'
import type { Range } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import { isNotProvided } from './fields.ts'
import type { SchemaError } from './generated/validators.js'
import { type Located, labelOf, locate } from './label.ts'
import { excerpt, expectedWords, foundWords, quoted, sequence, typeHint } from './wording.ts'

/** One way in which a document departs from its schema, with the key that is missing beside it when that may be the one meant. */
export interface Mistake {
  readonly error: SchemaError
  readonly meant?: string | undefined
}

/** Our code and sentence for what the validator noticed. */
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
export function knownKeys(error: SchemaError): string[] {
  return Object.keys((error.parentSchema?.['properties'] ?? {}) as object)
}

function unknownKey(document: SourceDocument, at: Located, error: SchemaError, meant: string | undefined): Diagnostic {
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
  const fallback =
    known.length === 1
      ? `the only key is ${sequence(known.map(quoted), 'and')}`
      : known.length <= 8
        ? `the keys are ${sequence(known.map(quoted), 'and')}`
        : undefined
  const isHeader = at.path.length === 0 && known.includes('facts') && known.includes('title')
  return didYouMean(key, known, isHeader ? 'what is known about a launch goes under `facts`' : fallback)
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

function notProvided(document: SourceDocument, at: Located, error: SchemaError): Diagnostic {
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

function wrongType(document: SourceDocument, at: Located, error: SchemaError): Diagnostic {
  const types = [error.params['type']].flat().map(String)
  const format = typeof error.parentSchema?.['format'] === 'string' ? error.parentSchema['format'] : ''
  return diagnostic('document/wrong-type', {
    file: document.file,
    range: rangeOf(document, at.node),
    path: at.path,
    message: `${labelOf(document, at.path)} must be ${expectedWords(types, format)}, found ${foundWords(at.node)}`,
    hint: typeHint(at.node, types, format),
  })
}

function wrongId(document: SourceDocument, at: Located, error: SchemaError): Diagnostic {
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
      hint: 'name it with its commitment: `market-promise/beta-delight`',
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
    hint: slug === '' ? `an id is made of ${letters}` : `an id is made of ${letters}: \`${excerpt(slug)}\``,
  })
}

function wrongValue(document: SourceDocument, at: Located, error: SchemaError): Diagnostic {
  const text = excerpt(scalarText(at.node))
  const [message, hint] = valueSentence(error, labelOf(document, at.path), text, at.node)
  return diagnostic('document/wrong-value', { file: document.file, range: rangeOf(document, at.node), path: at.path, message, hint })
}

function valueSentence(error: SchemaError, label: string, text: string, node: SourceNode): [string, string | undefined] {
  const limit = String(error.params['limit'])
  switch (error.keyword) {
    case 'enum':
    case 'const': {
      const values = [error.params['allowedValues'] ?? error.params['allowedValue']].flat().filter((value) => value !== null)
      const allowed = values.map(String)
      // Words stand in the branch for text; the other branch takes a mapping.
      const others = error.schemaPath.endsWith('/then/enum') ? ['a mapping'] : []
      return [
        `${label} must be ${sequence([...allowed.map(quoted), ...others], 'or')}, found \`${text}\``,
        didYouMean(text, allowed, allowed.length === 1 ? `write \`${allowed[0]}\`` : 'choose one of them'),
      ]
    }
    case 'minimum':
      return [`${label} must be ${limit} or more, found \`${text}\``, undefined]
    case 'maximum':
      return [`${label} must be ${limit} or less, found \`${text}\``, undefined]
    case 'minItems':
    case 'maxItems': {
      const count = node.kind === 'list' ? node.items.length : 0
      if (count === 0) return [`${label} is an empty list`, 'list at least one']
      return [`${label} must hold ${limit} items, found ${count}`, undefined]
    }
    case 'minProperties':
      return [`${label} is an empty mapping`, 'name at least one']
    default:
      return [`${label} does not have the required form`, undefined]
  }
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
