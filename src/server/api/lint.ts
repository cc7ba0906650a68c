import { between, withBeside } from '../../authoring/lints/between.ts'
import { practiceLints } from '../../authoring/lints/practice.ts'
import type { Documents } from '../../model/documents.ts'
import { noDocuments, parseDocuments } from '../../model/documents.ts'
import { link } from '../../model/link.ts'
import { arrange, type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { withoutSilenced } from '../../world/silences.ts'
import { momentOf } from '../clock.ts'
import type { StandingSet } from '../commitments/standing-set.ts'
import { checkBody, jsonOf } from '../endpoints/reading.ts'
import { type Answer, type Asked, jsonAnswer } from '../exchange.ts'
import { refuseTooManyWords } from '../judging/words.ts'
import type { ApiDeps } from './deps.ts'
import { knownOnly } from './queries.ts'

interface LintRequest {
  readonly documents: readonly { readonly file: string; readonly text: string }[]
  readonly alone?: boolean
}

/** `POST /v1/lint`: mistakes in files are the answer here, whatever they are. */
export async function lint({ query, body }: Asked, { commitments, limits, now }: ApiDeps): Promise<Answer> {
  knownOnly(query, [])
  const data = jsonOf(body)
  checkBody('LintRequest', data)
  const { documents, alone = false } = data as LintRequest
  refuseTooManyWords(documents, limits.words)
  const set = alone ? undefined : commitments.standing().set
  const read = parseDocuments(documents, set?.side.config.limits)
  const between = linted(read, set, momentOf(now()))
  const files = documents.map(({ file, text }) => ({ file, text }))
  const diagnostics = arrange(withoutSilenced([...read.diagnostics, ...between], files))
  return jsonAnswer({ diagnostics, files: documents.length })
}

/** What is wrong between documents, and then habits in them; what an error leaves out makes no second mistake elsewhere. */
function linted(read: Documents, set: StandingSet | undefined, now: string): Diagnostic[] {
  if (hasErrors(read.diagnostics)) return []
  const input = withBeside(read, set?.side ?? noDocuments)
  const sent = new Set(read.digests.keys())
  const facts = [...read.launches, ...read.facts].map((item) => item.facts)
  const linked = link(input)
  const found = between(input, facts, { ids: undefined, now }, linked).filter((item) => sent.has(item.file))
  if (hasErrors(found) || input.commitments.length === 0) return found
  const launches = read.launches.map((launch) => ({ launch, facts: read.facts.filter((part) => part.launch === launch.id) }))
  return [...found, ...practiceLints({ linked, mappings: input.mappings, launches, now }).filter((item) => sent.has(item.file))]
}
