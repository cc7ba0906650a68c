import { decideWith } from '../engine/decide.ts'
import { prepare } from '../engine/judge.ts'
import { emptyConfig } from '../model/config.ts'
import { byKind, type Model, parseFile } from '../model/documents.ts'
import type { Decision } from '../model/generated/types.ts'
import type { KeptInput, KeptRole, TextOf } from '../model/kept.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Kind } from '../model/schema.ts'
import { type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { defaultLimits, type Limits } from '../source/limits.ts'
import { assemble } from './assembly.ts'
import { factsOfText } from './facts-input.ts'
import type { InputFile } from './file-text.ts'
import { type FoundLaunch, readManifest } from './manifest.ts'
import { foreignFiles } from './mapped-file.ts'
import { readMapped, readsFile } from './mapping.ts'
import { memorySource } from './memory.ts'
import { stdinName } from './standard-input.ts'

/** What a decision says of how it was made, beside its inputs. */
export type Judged = Pick<Decision, 'now' | 'noExceptions'> & { readonly launch: { readonly id: string } }

/** The decision judged anew; or the names of inputs whose text is not there; or why nothing could be judged. */
export type Replay =
  | { readonly ok: true; readonly decision: Decision }
  | { readonly ok: false; readonly missing: readonly string[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

type Texts = readonly (KeptInput & { readonly input: InputFile })[]

// As the files were read at first: a folder of rules holds the catalog of its facts, too.
const kindsOf: Partial<Record<KeptRole, readonly Kind[]>> = {
  commitments: ['Commitment', 'FactCatalog'],
  catalog: ['FactCatalog'],
  waivers: ['Waivers'],
  mappings: ['Mapping'],
}

/**
 * Judges a launch again, by both keys, from the texts that were kept for its decision. They are parsed and joined by the same
 * functions as at first; only finding the files is left out, as the list of inputs says what was found.
 */
export async function replay(judged: Judged, inputs: readonly KeptInput[], textOf: TextOf): Promise<Replay> {
  const texts: (KeptInput & { readonly input: InputFile })[] = []
  const missing = new Set<string>()
  for (const item of inputs) {
    const text = await textOf(item.digest)
    if (text === undefined) missing.add(item.file)
    else texts.push({ ...item, input: { file: item.file, text, digest: item.digest } })
  }
  if (missing.size > 0) return { ok: false, missing: [...missing] }
  const [configured] = texts.filter((item) => item.as === 'config')
  const config = configured ? configOf(configured.input) : emptyConfig
  const { commitments, catalogs, waivers, mappings } = byKind(trustedModels(texts, config.limits))
  const { id } = judged.launch
  const found = await launchesIn(texts, mappings, config.limits)
  const launch = assemble(
    found.filter((item) => item.id === id),
    factsIn(texts, config.limits),
  )[0]
  if (!launch?.launch) return { ok: false, diagnostics: launch?.diagnostics ?? [] }
  const prepared = prepare({
    commitments,
    catalog: catalogs,
    waivers,
    mappings,
    config,
    now: judged.now,
    noExceptions: judged.noExceptions,
    judgedLaunches: new Set([id]),
  })
  const { decision, diagnostics } = await decideWith(prepared, launch.launch, launch.facts)
  return decision ? { ok: true, decision } : { ok: false, diagnostics: diagnostics.filter((item) => hasErrors([item])) }
}

function configOf(input: InputFile): typeof emptyConfig {
  return parseFile(input, defaultLimits, ['Config']).models.find((model) => model.kind === 'Config') ?? emptyConfig
}

/** The models of the trusted side, by file, as they were loaded. */
function trustedModels(texts: Texts, limits: Limits): Model[] {
  const files = new Map<string, { readonly input: InputFile; readonly kinds: Set<Kind> }>()
  for (const { side, as, input } of texts) {
    if (side !== 'trusted') continue
    const file = files.get(input.file) ?? { input, kinds: new Set() }
    files.set(input.file, file)
    for (const kind of kindsOf[as] ?? []) file.kinds.add(kind)
  }
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  return sorted.flatMap(([, { input, kinds }]) => (kinds.size > 0 ? parseFile(input, limits, [...kinds]).models : []))
}

async function launchesIn(texts: Texts, mappings: readonly Mapping[], limits: Limits): Promise<readonly FoundLaunch[]> {
  const [kept] = texts.filter((item) => item.as === 'launch')
  if (!kept) return []
  const { file } = kept
  const fitting = file === stdinName ? [] : mappings.filter((mapping) => readsFile(mapping, file))
  if (fitting.length === 0) return readManifest(file, { ok: true, input: kept.input }, limits, true).launches
  const head = texts.filter((item) => item.side === 'head')
  const foreign = foreignFiles(memorySource(new Map(head.map((item) => [item.file, item.input.text]))), limits)
  return (await Promise.all(fitting.map((mapping) => readMapped(mapping, file, foreign)))).flat()
}

function factsIn(texts: Texts, limits: Limits): ReturnType<typeof factsOfText> {
  const parts = texts
    .filter((item) => item.as === 'facts')
    .map(({ input, under }) => factsOfText(input.file, { ok: true, input }, { limits, prefix: under, isNamed: false }))
  return {
    facts: parts.flatMap((part) => part.facts),
    shared: parts.flatMap((part) => part.shared),
    problems: parts.flatMap((part) => part.problems),
  }
}
