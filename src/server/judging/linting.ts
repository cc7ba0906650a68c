import { between, withBeside } from '../../authoring/lints/between.ts'
import { practiceLints } from '../../authoring/lints/practice.ts'
import { type Documents, noDocuments, parseDocuments } from '../../model/documents.ts'
import { link } from '../../model/link.ts'
import { arrange, type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { withoutSilenced } from '../../world/silences.ts'
import type { StandingSet } from '../commitments/standing-set.ts'
import type { LintTask } from './task.ts'

/** Everything that is wrong with documents, beside what stands where there is something. */
export function lintDocuments(set: StandingSet | undefined, { documents, now }: LintTask): readonly Diagnostic[] {
  const read = parseDocuments(documents, set?.side.config.limits)
  const files = documents.map(({ file, text }) => ({ file, text }))
  return arrange(withoutSilenced([...read.diagnostics, ...linted(read, set, now)], files))
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
