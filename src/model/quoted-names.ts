import { rangeOf, type SourceNode } from '../source/node.ts'
import { type Reading, report } from './fields.ts'
import { excerpt, quoted } from './wording.ts'

/** Keys whose value names people, teams or roles: with other quotes about it, it would name nobody. */
const naming: ReadonlySet<string> = new Set(['owner', 'sponsor', 'by', 'role', 'requestedBy', 'approvers', 'roles', 'teams'])

const marks = '“”„‟«»‘’‚‛‹›'
const inMarks = new RegExp(`^[${marks}](.+)[${marks}"']$`, 'u')

/** Reports names in typographic quotes, as word processors write them: YAML takes these for letters of the name. */
export function reportQuotedNames(reading: Reading): void {
  visit(reading, reading.document.root, 'elsewhere')
}

/** Whether a text can hold such a name at all. */
export function mayQuoteNames(text: string): boolean {
  return /[“”„‟«»‘’‚‛‹›]/u.test(text)
}

type Where = 'names' | 'facts' | 'elsewhere'

function visit(reading: Reading, node: SourceNode, where: Where): void {
  if (node.kind === 'mapping') for (const { key, value } of node.entries) visit(reading, value, whereIn(key, where))
  if (node.kind === 'list') for (const item of node.items) visit(reading, item, where)
  if (node.kind !== 'scalar' || where !== 'names' || node.quoted) return
  const name = inMarks.exec(node.text)?.[1]?.trim()
  if (name === undefined || name === '') return
  report(reading, 'document/wrong-value', {
    range: rangeOf(reading.document, node),
    message: `the quotes of \`${excerpt(node.text)}\` are none of YAML's, so they would be part of the name`,
    hint: `write ${quoted(excerpt(name))}`,
  })
}

/** What facts are called is up to their teams: among them only `by` is sure to name somebody. */
function whereIn(key: string, where: Where): Where {
  if (where === 'names' || key === 'by') return 'names'
  if (where === 'facts' || key === 'facts') return 'facts'
  return naming.has(key) ? 'names' : 'elsewhere'
}
