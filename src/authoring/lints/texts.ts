import { type Commitment, requirementsOf } from '../../model/commitment.ts'
import { excerpt } from '../../model/wording.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { type ScalarNode, type SourceDocument, type SourceNode, scalarsIn } from '../../source/node.ts'
import { advise, nodeIn, nodeOf, rangeIn } from './advice.ts'
import type { PracticeInput } from './practice-input.ts'

/** A text that people read, and what it is called. */
interface Text {
  readonly node: ScalarNode
  readonly label: string
}

/** Texts that end earlier than they look, as what stands behind ` #` is a comment. A remark has a space behind its sign. */
export function cutTexts(commitment: Commitment): Diagnostic[] {
  const { document } = commitment
  return textsOf(commitment).flatMap(({ node, label }) => {
    const [, spaces = '', rest = ''] = node.quoted ? [] : (/^([ \t]{1,80})(#[^\s#].{0,200})/.exec(document.text.slice(node.end)) ?? [])
    if (rest === '') return []
    const start = node.end + spaces.length
    return [
      advise('commitment/cut-text', {
        file: document.file,
        range: document.lines.range(start, start + rest.trimEnd().length),
        message: `${label} ends before \`${excerpt(rest.trimEnd())}\`, as what stands behind \` #\` is a comment`,
        mend: 'put the whole text in quotes, or a space behind the `#` of a remark',
      }),
    ]
  })
}

/** Titles of requirements that say again what is put before them. */
export function doubledOnlyIf(commitment: Commitment): Diagnostic[] {
  return requirementsOf(commitment).flatMap((requirement) => {
    const node = nodeOf(commitment, requirement, 'title')
    const [begin, rest = ''] = /^(?:we go to market )?only (?:if|when) (.*)$/is.exec(requirement.title.trim()) ?? []
    if (begin === undefined) return []
    return [
      advise('commitment/doubled-only-if', {
        file: commitment.document.file,
        range: rangeIn(commitment, node),
        message: `the title of requirement \`${requirement.localId}\` completes \`We go to market only if …\`, and says \`only if\` again`,
        mend: `write \`${excerpt(rest)}\``,
      }),
    ]
  })
}

/** Texts in quotes that are none to YAML: they become part of the text, which so equals no other. */
export function curlyQuotes({ linked, launches = [] }: PracticeInput): Diagnostic[] {
  const documents = new Set([
    ...linked.commitments.map(({ commitment }) => commitment.document),
    ...linked.catalogs.map(({ document }) => document),
    ...launches.map(({ launch }) => launch.document),
  ])
  return [...documents].flatMap((document) => scalarsIn(document.root).flatMap((node) => curlyIn(document, node)))
}

function curlyIn(document: SourceDocument, node: ScalarNode): Diagnostic[] {
  const [, double, single] = /^(?:[“”„«»]([^“”„«»]+)[“”«»]|[‘‚]([^‘’]+)[‘’])$/.exec(node.text) ?? []
  const inner = double ?? single
  if (inner === undefined || node.quoted) return []
  return [
    advise('document/curly-quotes', {
      file: document.file,
      range: document.lines.range(node.start, node.end),
      message: `the curly quotes of \`${excerpt(node.text)}\` are part of the text: they are not quotes`,
      mend: `write \`${excerpt(inner)}\`, or straight quotes around it`,
    }),
  ]
}

function textsOf(commitment: Commitment): Text[] {
  const text = (node: SourceNode | undefined, label: string): Text[] =>
    node?.kind === 'scalar' && typeof node.value === 'string' ? [{ node, label }] : []
  return [
    ...text(nodeIn(commitment, 'title'), `the title of commitment \`${commitment.id}\``),
    ...requirementsOf(commitment).flatMap((requirement) =>
      ['title', 'why', 'honors', 'dishonors', 'ifUnmet'].flatMap((key) =>
        text(nodeOf(commitment, requirement, key), `\`${key}\` of requirement \`${requirement.localId}\``),
      ),
    ),
  ]
}
