import { type Documents, parseDocuments } from '../../model/documents.ts'
import type { KeptInput, KeptRole } from '../../model/kept.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import type { Digest } from '../../source/digest.ts'
import { demoTexts } from './generated/texts.ts'

/** What launches are judged by, from one edit to the next. */
export interface Rulebook {
  readonly documents: Documents
  readonly inputs: readonly KeptInput[]
  readonly texts: ReadonlyMap<Digest, string>
  /** The commit that brought it. */
  readonly commit: string
}

/** How many days before today each edit was made, the first one from the beginning. */
export const editsBefore = [Number.POSITIVE_INFINITY, 240, 131] as const

const promise = 'rules/market-promise/commitment.yaml'
const advice = 'rules/ai-feature-launch/commitment.yaml'

/** The rules as they are today, by file: what a service that shows the demo judges by. */
export const rulesToday: Readonly<Record<string, string>> = {
  ...demoTexts,
  [advice]: edited(demoTexts[advice], [['\njourney:', '\nappliesWhen: { launch.product: advice }\noutOfScope: go\njourney:']]),
}

/**
 * The rules after each edit, the oldest first: launches that use AI, whose facts had been agreed on, got a commitment of their
 * own; then more was asked of the beta and of support.
 */
export function rulebooks(): readonly Rulebook[] {
  const lower = {
    ...rulesToday,
    [promise]: edited(rulesToday[promise], [
      ['beta.csat: { atLeast: 4.2, minSample: 30 }', 'beta.csat: { atLeast: 4.0, minSample: 30 }'],
      ['support.agentsTrained: { atLeast: 90% }', 'support.agentsTrained: { atLeast: 75% }'],
      ['reliability.availability: { atLeast: 99.9%, minWindow: 28d }', 'reliability.availability: { atLeast: 99.7%, minWindow: 28d }'],
    ]),
  }
  const first = Object.fromEntries(Object.entries(lower).filter(([file]) => file !== advice))
  return [first, lower, rulesToday].map((files, index) => rulebookOf(files, `${index + 1}`.repeat(40)))
}

function edited(text: string | undefined, changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the demo edits \`${from}\`, which is not there`)
    return before.replace(from, to)
  }, text ?? '')
}

function rulebookOf(files: Readonly<Record<string, string>>, commit: string): Rulebook {
  const documents = parseDocuments(Object.entries(files).map(([file, text]) => ({ file, text })))
  if (hasErrors(documents.diagnostics)) throw new Error(`the demo has a wrong document: ${documents.diagnostics[0]?.message}`)
  const digests = [...documents.digests]
  return {
    documents,
    inputs: digests.map(([file, digest]) => ({ file, side: 'trusted', as: roleOf(file), digest })),
    texts: new Map(digests.map(([file, digest]) => [digest, files[file] ?? ''])),
    commit,
  }
}

function roleOf(file: string): KeptRole {
  if (file === 'onlyif.yaml') return 'config'
  return file.endsWith('/catalog.yaml') ? 'catalog' : 'commitments'
}
