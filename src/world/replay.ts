import { decideWith } from '../engine/decide.ts'
import { prepare } from '../engine/judge.ts'
import { emptyConfig } from '../model/config.ts'
import { byKind, type Model, parseFile } from '../model/documents.ts'
import { byPath } from '../model/file-path.ts'
import type { Decision } from '../model/generated/types.ts'
import type { KeptInput, KeptRole, TextOf } from '../model/kept.ts'
import type { Kind } from '../model/schema.ts'
import { type Diagnostic, hasErrors } from '../source/diagnostic.ts'
import { defaultLimits, type Limits } from '../source/limits.ts'
import type { InputFile } from './file-text.ts'
import { type KeptTexts, keptLaunch, textsOf } from './kept-head.ts'
import { trustedKinds } from './trusted.ts'

/** What a decision says of how it was made, beside its inputs. */
export type Judged = Pick<Decision, 'now' | 'noExceptions'> & { readonly launch: { readonly id: string } }

/** The decision judged anew; or the names of inputs whose text is not there; or why nothing could be judged. */
export type Replay =
  | { readonly ok: true; readonly decision: Decision }
  | { readonly ok: false; readonly missing: readonly string[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** What files are read as: the same kinds as at first. */
const kindsOf: Partial<Record<KeptRole, readonly Kind[]>> = trustedKinds

/**
 * Judges a launch again, by both keys, from the texts that were kept for its decision. They are parsed and joined by the same
 * functions as at first; only finding the files is left out, as the list of inputs says what was found.
 */
export async function replay(judged: Judged, inputs: readonly KeptInput[], textOf: TextOf): Promise<Replay> {
  const { texts, missing } = await textsOf(inputs, textOf)
  if (missing.length > 0) return { ok: false, missing }
  const [configured] = texts.filter((item) => item.as === 'config')
  const config = configured ? configOf(configured.input) : emptyConfig
  const { commitments, catalogs, waivers, mappings } = byKind(trustedModels(texts, config.limits))
  const { id } = judged.launch
  const launch = await keptLaunch(id, texts, { mappings, limits: config.limits })
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
function trustedModels(texts: KeptTexts, limits: Limits): Model[] {
  const files = new Map<string, { readonly input: InputFile; readonly kinds: Set<Kind> }>()
  for (const { side, as, input } of texts) {
    if (side !== 'trusted') continue
    const file = files.get(input.file) ?? { input, kinds: new Set() }
    files.set(input.file, file)
    for (const kind of kindsOf[as] ?? []) file.kinds.add(kind)
  }
  const sorted = [...files].sort(([a], [b]) => byPath(a, b))
  return sorted.flatMap(([, { input, kinds }]) => (kinds.size > 0 ? parseFile(input, limits, [...kinds]).models : []))
}
