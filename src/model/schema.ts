import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { entryOf, type JsonValue, keyRangeOf, rangeOf, type SourceDocument, type SourceNode, textOf } from '../source/node.ts'
import { didYouMean, nearest } from '../source/suggest.ts'
import { isNotProvided } from './fields.ts'
import { errorsOf, type FormError } from './form.ts'
import { forms } from './generated/forms.ts'
import { locate } from './label.ts'
import { furtherFacts, nestedFact } from './misplaced-key.ts'
import { knownKeys, type Mistake, mistakeOf } from './mistake.ts'
import { excerpt, quoted, sequence } from './wording.ts'

/** The kinds of documents that people write. */
export const kinds = ['Commitment', 'Launch', 'Facts', 'FactCatalog', 'Waivers', 'CommitmentTest', 'Mapping', 'Config'] as const

export type Kind = (typeof kinds)[number]

/** The version of the format that every document names. */
const apiVersion = 'onlyif/v1'

// A launch may leave things open: that is judged as unknown. In a document that judges, an open place could lower a bar
// unseen, so there only keys that merely describe may hold a placeholder.
const openKinds: ReadonlySet<Kind> = new Set(['Launch', 'Facts'])
const descriptiveKeys: ReadonlySet<string> = new Set([
  ...['why', 'honors', 'dishonors', 'stage', 'competency', 'due', 'handOff', 'from', 'to', 'what', 'ifUnmet', 'journey'],
  ...['name', 'means', 'unit', 'better', 'owner', 'example', 'cpi', 'goal', 'benefit', 'agreed', 'on', 'by', 'followUp', 'doneOn'],
])

// Far more than are ever shown; a file made of nothing else must not take minutes.
const maxMistakes = 500

/** The kind a document says it is, when there is such a kind. */
export function kindOf(document: SourceDocument): Kind | undefined {
  const kind = textOf(document.root, 'kind')
  return kinds.find((known) => known === kind)
}

/**
 * What is wrong with the form of a document: version and kind first, then its keys and values by the schema of its kind.
 * One mistake gives one diagnostic; conditions, tests and facts are read and judged by their own parsers.
 */
export function validate(document: SourceDocument): Diagnostic[] {
  const problem = headerProblem(document)
  if (problem) return [problem]
  const kind = kindOf(document)
  if (!kind) return [kindProblem(document)]
  if (isCommitmentUnder(kind, document)) return [otherKind(document, kind)]
  const errors = errorsOf(forms, kind, dataOf(document.root, kind))
  return distinct(errors.filter((error) => isOurs(error) && !isFurtherFact(document, error)).slice(0, maxMistakes)).map((mistake) =>
    mistakeOf(document, mistake),
  )
}

/** Whether a document that says another kind promises as only a commitment does: to let it be would leave its requirements unjudged. */
export function isCommitmentUnder(kind: Kind, { root }: SourceDocument): boolean {
  return kind !== 'Commitment' && entryOf(root, 'goToMarketOnlyIf') !== undefined
}

function otherKind(document: SourceDocument, kind: Kind): Diagnostic {
  const entry = entryOf(document.root, 'kind')
  return diagnostic('document/other-kind', {
    file: document.file,
    range: entry ? rangeOf(document, entry.value) : startOf(document),
    path: ['kind'],
    message: `the document says \`kind: ${kind}\` and has \`goToMarketOnlyIf\`, as only a commitment has`,
    hint: 'write `kind: Commitment`',
  })
}

/** Facts that are indented as the keys of their requirement, or described in groups, are one mistake, told of the first. */
function isFurtherFact(document: SourceDocument, { keyword, form, instancePath, params }: FormError): boolean {
  if (form.properties && Object.hasOwn(form.properties, 'choices')) {
    const { node } = locate(document, instancePath)
    const nested = node.kind === 'mapping' ? node.entries.filter((entry) => nestedFact(entry) !== undefined) : []
    const [first] = nested.filter(({ key }) => !Object.hasOwn(form.properties ?? {}, key))
    return first !== undefined && params['additionalProperty'] !== first.key
  }
  if (keyword !== 'additionalProperties' || !form.properties || !Object.hasOwn(form.properties, 'require')) return false
  return furtherFacts(locate(document, instancePath).node).has(String(params['additionalProperty']))
}

function headerProblem(document: SourceDocument): Diagnostic | undefined {
  const { file, root } = document
  if (root.kind !== 'mapping') {
    const message = root.kind === 'list' ? 'the document is a list' : 'the document is a single value'
    return diagnostic('document/not-a-mapping', {
      file,
      range: rangeOf(document, root),
      path: [],
      message,
      hint: `begin with \`apiVersion: ${apiVersion}\` and \`kind\`${orJoin(document)}`,
    })
  }
  const entry = entryOf(root, 'apiVersion')
  if (!entry && !entryOf(root, 'kind') && !root.entries.some((item) => isNear(item.key, 'apiVersion'))) {
    return diagnostic('document/missing-api-version', {
      file,
      range: startOf(document),
      path: [],
      message: 'the document has neither `apiVersion` nor `kind`',
      hint: `begin with \`apiVersion: ${apiVersion}\` and ${kindHint(document)}${orJoin(document)}`,
    })
  }
  if (!entry || textOf(root, 'apiVersion') === apiVersion) return undefined
  const text = entry.value.kind === 'scalar' ? entry.value.text : ''
  const hint = `write \`apiVersion: ${apiVersion}\``
  const isEmpty = isNotProvided(entry.value)
  return diagnostic(isEmpty ? 'document/missing-api-version' : 'document/unknown-api-version', {
    file,
    range: isEmpty ? keyRangeOf(document, entry) : rangeOf(document, entry.value),
    path: ['apiVersion'],
    message: isEmpty ? '`apiVersion` is empty' : `unknown version \`${excerpt(text)}\``,
    hint,
  })
}

/** What stands behind a `---` may be meant as the rest of the document above. */
function orJoin({ index }: SourceDocument): string {
  return index === 0 ? '' : '; if it is the rest of the document above, remove the line `---` between them'
}

function kindProblem(document: SourceDocument): Diagnostic {
  const { file, root } = document
  const entry = entryOf(root, 'kind')
  if (entry && !isNotProvided(entry.value)) {
    const text = entry.value.kind === 'scalar' ? entry.value.text : ''
    return diagnostic('document/unknown-kind', {
      file,
      range: rangeOf(document, entry.value),
      path: ['kind'],
      message: text === '' ? '`kind` is not a single word' : `unknown kind \`${excerpt(text)}\``,
      hint:
        text === 'Service'
          ? 'it holds settings of the service, which `onlyif serve --settings` reads and checks: leave it out here'
          : didYouMean(text, kinds, `the kinds are ${sequence(kinds.map(quoted), 'and')}`),
    })
  }
  const misspelt = root.kind === 'mapping' ? root.entries.find((item) => isNear(item.key, 'kind')) : undefined
  const at = entry ?? misspelt
  return diagnostic('document/missing-kind', {
    file,
    range: at ? keyRangeOf(document, at) : startOf(document),
    path: [],
    message: entry ? '`kind` is empty' : 'the document has no `kind`',
    hint: misspelt && !entry ? `write \`kind\` instead of \`${excerpt(misspelt.key)}\`` : `add ${kindHint(document)}`,
  })
}

/** The kind that the other keys speak for. */
function kindHint(document: SourceDocument): string {
  const has = (key: string): boolean => entryOf(document.root, key) !== undefined
  const signs: readonly [Kind, boolean][] = [
    ['Commitment', has('goToMarketOnlyIf')],
    ['CommitmentTest', has('cases')],
    ['Mapping', has('each')],
    ['Facts', has('facts') && has('launch')],
    ['FactCatalog', has('facts') && !has('id')],
    ['Waivers', entryOf(document.root, 'waivers')?.value.kind === 'list'],
    ['Launch', has('id')],
  ]
  const kind = signs.find(([, isLikely]) => isLikely)?.[0]
  return kind ? `\`kind: ${kind}\`` : `\`kind\`, one of ${sequence(kinds.map(quoted), 'and')}`
}

/** Plain data for the forms. A placeholder becomes null where it may stand, else a value that no type accepts. */
function dataOf(node: SourceNode, kind: Kind, key?: string): JsonValue {
  switch (node.kind) {
    case 'scalar':
      if (key === undefined || node.value === null || !isNotProvided(node)) return node.value
      return openKinds.has(kind) || descriptiveKeys.has(key) ? null : Number.NaN
    case 'list':
      return node.items.map((item) => dataOf(item, kind))
    case 'mapping': {
      // No key is `__proto__`: a document that has one is not read so far.
      const data: Record<string, JsonValue> = {}
      for (const { key: name, value } of node.entries) data[name] = dataOf(value, kind, name)
      return data
    }
  }
}

/** One error for each mistake: the type before anything that follows from it, a misspelt key not also missing. */
function distinct(errors: readonly FormError[]): Mistake[] {
  const wrongTypes = new Set(errors.filter((error) => error.keyword === 'type').map((error) => error.instancePath))
  const byMapping = new Map<string, FormError[]>()
  for (const error of errors.filter(isAboutKeys)) {
    const list = byMapping.get(error.instancePath)
    if (list) list.push(error)
    else byMapping.set(error.instancePath, [error])
  }
  const seen = new Set<string>()
  const others = errors.filter((error) => {
    if (isAboutKeys(error)) return false
    if (seen.has(error.instancePath) || (error.keyword !== 'type' && wrongTypes.has(error.instancePath))) return false
    seen.add(error.instancePath)
    return true
  })
  return [...[...byMapping.values()].flatMap(keyMistakesIn), ...others.map((error) => ({ error }))]
}

/** A requirement that demands nothing is reported where its conditions are read. */
function isOurs(error: FormError): boolean {
  return !(error.keyword === 'required' && missingIn(error) === 'require')
}

function isAboutKeys(error: FormError): boolean {
  return error.keyword === 'additionalProperties' || error.keyword === 'required'
}

/** The mistakes in the keys of one mapping. */
function keyMistakesIn(errors: readonly FormError[]): Mistake[] {
  const unknown = errors.filter((error) => error.keyword === 'additionalProperties')
  const meant = new Set(unknown.flatMap((error) => nearest(String(error.params['additionalProperty']), knownKeys(error)) ?? []))
  const missing = errors.filter((error) => {
    const key = missingIn(error)
    // A misspelt `same` or `has` would have made every other key unnecessary.
    return error.keyword === 'required' && ![key, 'same', 'has'].some((name) => meant.has(name))
  })
  const [first] = missing
  // One key too many and one too few is most likely one key under another name.
  const isRenamed = unknown.length === 1 && missing.length === 1 && meant.size === 0
  if (isRenamed && first) return unknown.map((error) => ({ error, meant: missingIn(first) }))
  return [...unknown, ...missing].map((error) => ({ error }))
}

function missingIn(error: FormError): string {
  return String(error.params['missingProperty'])
}

/** Whether a key is `known` misspelt, and not the key `version`, which differs little from `apiVersion`. */
function isNear(word: string, known: string): boolean {
  return nearest(word, ['version', known]) === known
}

function startOf(document: SourceDocument): ReturnType<typeof rangeOf> {
  const { root } = document
  const first = root.kind === 'mapping' ? root.entries[0] : undefined
  return document.lines.range(root.start, first ? first.keyEnd : root.end)
}
