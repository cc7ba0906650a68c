import { shortfallOf } from '../engine/shortfall.ts'
import type { Waiver as WaiverData } from '../model/generated/types.ts'
import { canonicalJson, type Digest } from '../source/digest.ts'
import type { Queries } from './database.ts'
import { decisionOfBody, hashOf } from './hash.ts'
import { type KeptWaiver, waiverFile } from './kept-waiver.ts'
import { searchable } from './log.ts'
import { readEntry } from './read-entry.ts'
import type { WaiverRequest } from './waiver-requests.ts'

const entriesAtOnce = 500

/** What the log says against a waiver, and whether a decision was judged by it, word for word. */
export interface LogOfWaiver {
  readonly faults: readonly string[]
  readonly isJudgedBy: boolean
}

/**
 * Holds waivers against the log of a store: that they were asked for, and answered, before decisions that were recorded about their
 * launch; that these fell short in what was to be waived; and that those by which decisions were judged are the same to the letter.
 * What was pruned or erased says nothing against any.
 */
export function waiverLog(queries: Queries): (request: WaiverRequest, kept: KeptWaiver) => Promise<LogOfWaiver> {
  const judgedBy = judgedByIn(queries)
  return async (request, kept) => {
    const words = await judgedBy(request)
    const faults = [...(await sinceFaults(queries, request, kept)), ...(await decisionFaults(queries, request, kept))]
    const own = wordsOf(kept.waiver)
    const mayHaveJudged = request.state !== 'requested' && request.state !== 'refused' && kept.waiver.approved.length > 0
    if (words.size > 0 && !mayHaveJudged) faults.push(`decisions were judged by it, and it says that it is ${request.state}`)
    else if ([...words].some((word) => word !== own)) faults.push('decisions were judged by it, and it said something else then')
    return { faults, isJudgedBy: words.has(own) }
  }
}

/** What is told of a waiver in force that no recorded decision was judged by. */
export function unprovedNote(id: string): string {
  return `the waiver \`${id}\` is in force, and no decision was judged by it: nothing but its answers says that it was approved`
}

async function sinceFaults(queries: Queries, { launch }: WaiverRequest, { since }: KeptWaiver): Promise<string[]> {
  const row = await queries.selectFrom('entries').select(['kind', 'launch', 'entry']).where('sequence', '=', since).executeTakeFirst()
  if (!row) return [`it was asked for after entry ${since}, which is not there`]
  const isAbout = row.kind === 'decision' && (row.entry === null || row.launch === searchable(launch))
  return isAbout ? [] : [`entry ${since}, after which it was asked for, is no decision about its launch`]
}

async function decisionFaults(queries: Queries, { launch, requirement, decision }: WaiverRequest, kept: KeptWaiver): Promise<string[]> {
  const faults: string[] = []
  // Whoever asked may take it back whatever they looked at.
  const seen = kept.answers.flatMap(({ by, role, saw }) => (role === undefined ? [] : [{ by, saw }]))
  const missing = (digest: string): Promise<boolean> => isMissing(queries, launch, digest)
  for (const { by, saw } of seen) if (await missing(saw)) faults.push(`the decision that ${by} looked at is not recorded about its launch`)
  if (await missing(decision)) return [...faults, 'the decision that it is bound to is not recorded about its launch']
  const row = await queries
    .selectFrom('entries')
    .select('body')
    .where('decision', '=', decision)
    .where('body', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  if (typeof row?.body !== 'string' || hashOf(row.body) !== decision) return faults
  const judged = decisionOfBody(row.body, decision).requirements.find(({ id }) => id === requirement)
  const isShort = judged?.underlying === 'unmet' || judged?.underlying === 'unknown'
  if (!judged || !isShort || canonicalJson(shortfallOf(judged)) !== canonicalJson(kept.shortfall))
    faults.push('it accepts something else than fell short in the decision that it is bound to')
  return faults
}

/** Whether no decision of a digest was recorded about a launch. Where any was pruned, that may have been the one. */
async function isMissing(queries: Queries, launch: string, digest: string): Promise<boolean> {
  const decisions = queries.selectFrom('entries').select('sequence').where('kind', '=', 'decision').limit(1)
  const found = await decisions.where('decision', '=', digest).where('launch', '=', searchable(launch)).executeTakeFirst()
  return !found && !(await decisions.where('decision', 'is', null).executeTakeFirst())
}

/** What the waivers were, by the id of each, by which decisions about a launch were judged. */
function judgedByIn(queries: Queries): (request: WaiverRequest) => Promise<ReadonlySet<string>> {
  const texts = new Map<Digest, ReadonlyMap<string, string>>()
  const launches = new Map<string, ReadonlySet<Digest>>()
  return async ({ id, launch }) => {
    const digests = launches.get(launch) ?? (await digestsAbout(queries, launch))
    launches.set(launch, digests)
    const words = new Set<string>()
    for (const digest of digests) {
      const waivers = texts.get(digest) ?? (await waiversIn(queries, digest))
      texts.set(digest, waivers)
      const word = waivers.get(id)
      if (word !== undefined) words.add(word)
    }
    return words
  }
}

async function digestsAbout(queries: Queries, launch: string): Promise<ReadonlySet<Digest>> {
  const digests = new Set<Digest>()
  for (let after = 0; ; ) {
    const rows = await queries
      .selectFrom('entries')
      .select(['sequence', 'entry'])
      .where('launch', '=', searchable(launch))
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(entriesAtOnce)
      .execute()
    for (const { entry } of rows) {
      const said = entry === null ? undefined : readEntry(entry)
      if (said?.kind !== 'decision') continue
      for (const { as, file, digest } of said.inputs) if (as === 'waivers' && file === waiverFile) digests.add(digest)
    }
    const last = rows.at(-1)
    if (!last) return digests
    after = last.sequence
  }
}

async function waiversIn(queries: Queries, digest: Digest): Promise<ReadonlyMap<string, string>> {
  const row = await queries.selectFrom('inputs').select('text').where('digest', '=', digest).executeTakeFirst()
  if (typeof row?.text !== 'string' || hashOf(row.text) !== digest) return new Map()
  return new Map(dataIn(row.text).map((waiver) => [waiver.id, wordsOf(waiver)]))
}

/** The service writes JSON; whatever else has that name is somebody's own file. */
function dataIn(text: string): readonly WaiverData[] {
  try {
    return (JSON.parse(text) as { readonly waivers?: readonly WaiverData[] }).waivers ?? []
  } catch {
    return []
  }
}

function wordsOf(waiver: WaiverData): string {
  return hashOf(canonicalJson(waiver))
}
