import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type JudgeInput, judge } from '../../src/engine/judge.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import type { Decision } from '../../src/model/generated/types.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

export const now = '2026-10-07T09:00:00Z'

/** Judges the first launch of some YAML files; throws with the diagnostics where there is no decision. */
export function decisionOf(
  files: Readonly<Record<string, string>>,
  options: Partial<Pick<JudgeInput, 'now' | 'noExceptions'>> = {},
): Decision {
  const documents = parseDocuments(Object.entries(files).map(([file, text]) => ({ file, text })))
  const [launch] = documents.launches
  const { commitments, catalogs: catalog, waivers, facts, digests, configs } = documents
  const [config] = configs
  const result = launch
    ? judge({ commitments, catalog, waivers, facts, digests, launch, now, ...(config && { config }), ...options })
    : documents
  const decision = 'decision' in result ? result.decision : undefined
  if (!decision) throw new Error(JSON.stringify([...documents.diagnostics, ...result.diagnostics], undefined, 2))
  return decision
}

/** A decision about one of the example launches of `rules/market-promise`. */
export function exampleDecision(
  launch: 'saved-baskets' | 'one-page-checkout',
  options: Partial<Pick<JudgeInput, 'now' | 'noExceptions'>> = {},
): Decision {
  const names = [
    'onlyif.yaml',
    `rules/market-promise/launches/${launch}.yaml`,
    'rules/five-conditions/commitment.yaml',
    'rules/market-promise/commitment.yaml',
    'rules/market-promise/catalog.yaml',
    'rules/market-promise/waivers.yaml',
    'rules/market-promise/facts/saved-baskets-support.yaml',
  ]
  return decisionOf(Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')])), options)
}

/** A commitment with one requirement for each entry, by the id of the requirement. */
export function commitment(requirements: Readonly<Record<string, string>>, header = ''): string {
  const entries = Object.entries(requirements).map(
    ([id, body]) => `  - id: ${id}\n    title: ${id} holds\n    owner: somebody\n${body.replaceAll(/^/gm, '    ')}\n`,
  )
  return `apiVersion: onlyif/v1\nkind: Commitment\nid: promise\ntitle: We go to market only if it is good\nowner: cco\n${header}goToMarketOnlyIf:\n${entries.join('')}`
}

/** A launch manifest; `facts` is a block of YAML. */
export function launch(facts: string, header = 'date: 2026-10-15\n'): string {
  return `apiVersion: onlyif/v1\nkind: Launch\nid: checkout-2\ntitle: One-page checkout\nowner: checkout-team\n${header}facts:\n${facts.replaceAll(/^/gm, '  ')}\n`
}
