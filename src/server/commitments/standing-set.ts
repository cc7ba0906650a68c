import { type PreparedJudge, preparedAt } from '../../engine/judge.ts'
import { parseFile } from '../../model/documents.ts'
import type { FileSource } from '../../model/file-source.ts'
import type { Waivers } from '../../model/waivers.ts'
import { arrange, type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { canonicalJson, type Digest, digestOf } from '../../source/digest.ts'
import { byText } from '../../source/order.ts'
import type { WaiverRequest } from '../../store/index.ts'
import { type FileText, textOfBytes } from '../../world/file-text.ts'
import { memorySource } from '../../world/memory.ts'
import { loadTrustedSide, type TrustedSide } from '../../world/world.ts'
import { dropOldest } from '../drop-oldest.ts'
import { waiverDocument } from '../waivers/waiver-document.ts'

/** What the service judges by, as of one state of its files and of the waivers that were approved in it. Never changed: an edit makes another. */
export interface StandingSet {
  /** Digest over the names and digests of its files. */
  readonly version: Digest
  /** The commit it was read from, where it comes from Git. */
  readonly commit: string | undefined
  /** When it was loaded, in milliseconds. */
  readonly loadedAt: number
  readonly side: TrustedSide
  /** All that it was read from, to read it again where nothing of it is shared. */
  readonly recipe: SetRecipe
  /** The text of one of its files. */
  textOf(digest: Digest): string | undefined
  /** Warnings about it. With an error there is no set. */
  readonly diagnostics: readonly Diagnostic[]
  /** Ids of waivers of the service that the commitments have no place for any more: they count for nothing. */
  readonly misfits: readonly string[]
  /** What judges these launches. Compiled once for all launches without a waiver. */
  prepared(launches: ReadonlySet<string>, options: { readonly now: string; readonly noExceptions: boolean }): PreparedJudge
}

/** What a set is read from: data only. */
export interface SetRecipe {
  /** The texts of its files, by their names. */
  readonly texts: ReadonlyMap<string, string>
  readonly commit: string | undefined
  readonly waivers: readonly WaiverRequest[]
  readonly now: number
}

/** A set, or why there is none. */
export type SetReading =
  | { readonly ok: true; readonly set: StandingSet }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

export interface SetInput {
  readonly source: FileSource
  readonly commit?: string | undefined
  /** Waivers that were approved in the service. */
  readonly waivers?: readonly WaiverRequest[]
  readonly now: number
}

/** Reads everything that judges. With an error in it there is no set. Never throws for what files hold. */
export async function readStandingSet({ source, commit, waivers = [], now }: SetInput): Promise<SetReading> {
  const read = await loadTrustedSide({ trusted: source })
  const { document, misfits } = waiverDocument(waivers, read)
  const side = document ? withWaivers(read, document) : read
  const blind = source.unlisted?.() ?? []
  const prepare = preparer(side)
  // What could not be read leaves gaps that are no further mistakes.
  const linked = hasErrors(side.diagnostics) || side.commitments.length === 0 ? [] : prepare(undefined, false)('2000-01-01').diagnostics
  const diagnostics = arrange([...side.diagnostics, ...linked.filter((item) => !side.diagnostics.includes(item))])
  if (hasErrors(diagnostics) || side.commitments.length === 0 || blind.length > 0) return { ok: false, diagnostics }
  const byDigest = new Map(side.files.map((input) => [input.digest, input.text]))
  const texts = new Map([...read.files, ...read.others].map((input) => [input.file, input.text]))
  return {
    ok: true,
    set: {
      version: versionOf(side),
      commit,
      loadedAt: now,
      side,
      recipe: { texts, commit, waivers, now },
      textOf: (digest) => byDigest.get(digest),
      diagnostics,
      misfits: misfits.map(({ id }) => id),
      prepared: cached(side, prepare),
    },
  }
}

/** Reads a set again, with these waivers where they are given. */
export function readAgain({ texts, ...recipe }: SetRecipe, changed: Partial<Pick<SetInput, 'waivers' | 'now'>> = {}): Promise<SetReading> {
  return readStandingSet({ source: memorySource(texts), ...recipe, ...changed })
}

/** What judges, with further waivers: the same whatever their source, so that one set of rules judges them. */
export function withWaivers(side: TrustedSide, { file, text }: { readonly file: string; readonly text: string }): TrustedSide {
  const reading: FileText = textOfBytes(file, new TextEncoder().encode(text), side.config.limits)
  if (!reading.ok) return { ...side, diagnostics: [...side.diagnostics, ...reading.diagnostics] }
  const { models, diagnostics } = parseFile(reading.input, side.config.limits, ['Waivers'])
  const waivers = models.filter((model): model is Waivers => model.kind === 'Waivers')
  return {
    ...side,
    waivers: [...side.waivers, ...waivers],
    files: waivers.length > 0 ? [...side.files, reading.input] : side.files,
    diagnostics: [...side.diagnostics, ...diagnostics],
  }
}

function versionOf({ files }: TrustedSide): Digest {
  const named = files.map(({ file, digest }) => [file, digest]).sort(([a = ''], [b = '']) => byText(a, b))
  return digestOf(canonicalJson(named))
}

type Preparing = (launches: ReadonlySet<string> | undefined, noExceptions: boolean) => ReturnType<typeof preparedAt>

function preparer({ commitments, catalogs: catalog, waivers, mappings, config, files }: TrustedSide): Preparing {
  const digests = new Map(files.map(({ file, digest }) => [file, digest]))
  return (judgedLaunches, noExceptions) =>
    preparedAt({ commitments, catalog, waivers, mappings, config, digests, noExceptions, ...(judgedLaunches && { judgedLaunches }) })
}

/** Enough for the launches that wait for a decision at a time. */
const mostPrepared = 64

function cached({ waivers }: TrustedSide, prepare: Preparing): StandingSet['prepared'] {
  const waived = new Set(waivers.flatMap((part) => part.waivers.map((waiver) => waiver.launch)))
  const known = new Map<string, ReturnType<Preparing>>()
  return (launches, { now, noExceptions }) => {
    const concerned = [...launches].filter((id) => waived.has(id)).sort()
    const key = JSON.stringify([noExceptions, ...concerned])
    const compiled = known.get(key) ?? prepare(new Set(concerned), noExceptions)
    // What was used last is forgotten last.
    known.delete(key)
    known.set(key, compiled)
    dropOldest(known, mostPrepared)
    return compiled(now)
  }
}
