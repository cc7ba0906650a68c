import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { defaultHorizon, forecastOf } from '../../authoring/forecast.ts'
import { approversIn } from '../../engine/approval.ts'
import type { Decision } from '../../model/generated/types.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { outlookOf } from '../../web/outlook.ts'
import { addDecision, newRoom, type OpenRoom } from '../../web/room/add-decision.ts'
import { judgeWorld } from '../../world/judged-world.ts'
import { prepareSide } from '../../world/judges.ts'
import type { World } from '../../world/world.ts'
import { tellDiagnostics, tellWithTexts } from '../diagnostics.ts'
import { type Io, UsageError } from '../io.ts'
import { loadFor } from '../loading.ts'
import { tellRoot } from '../root-line.ts'
import { readSavedFiles, refuseAltered } from '../saved-files.ts'
import { recordedOfText } from './log-lines.ts'
import type { Judged, Shown } from './shown.ts'

/** The launches of this repository, judged now as `check` does; undefined, with the reasons told, where nothing could be decided. */
export async function fromHere({ launches, facts }: Judged, now: string, io: Io): Promise<Shown | undefined> {
  const loaded = await loadFor({ ...(launches && { launches }), ...(facts && { facts }) }, io)
  const { world, problems } = loaded
  tellRoot(loaded.root, {}, io)
  const judged = world && (await judgeWorld(world, { now, noExceptions: false, isPartial: launches !== undefined }))
  const diagnostics = judged?.diagnostics ?? problems
  await tellDiagnostics(
    diagnostics.filter((item) => item.severity === 'error'),
    loaded,
    undefined,
    io,
  )
  if (!world || !judged || judged.decisions.length === 0) {
    io.stderr('onlyif: nothing was decided, so there is nothing to show\n')
    return undefined
  }
  const room = newRoom()
  for (const [index, decision] of judged.decisions.entries()) addDecision(room, { decision, sequence: index + 1 })
  room.undecided = judged.undecided.map(({ name, file }) => ({ name, file, why: 'its files have errors' }))
  return {
    room,
    now,
    decisionOf: kept(judged.decisions),
    outlookOf: outlooks(world, judged.decisions, now),
    approversOf: approversIn(world.commitments, world.config),
  }
}

function outlooks(world: World, decisions: readonly Decision[], now: string): NonNullable<Shown['outlookOf']> {
  const prepared = prepareSide(world, now, new Set(world.launches.map(({ name }) => name)), false)
  const launchOf = new Map(decisions.map(({ digest, launch }) => [digest, launch.id]))
  return async (digest) => {
    const found = world.launches.find(({ name }) => name === launchOf.get(digest))
    const judged = found?.launch && prepared.open(found.launch, found.facts).judged
    if (!found || !judged) return undefined
    const { clock } = judged.input
    return outlookOf(forecastOf({ judged, facts: found.facts, until: defaultHorizon(clock.now, clock.launchDay), noExceptions: false }))
  }
}

/** The decisions of files: exported logs, or what `check --format json` wrote; undefined, with the reasons told, where one cannot be read. */
export async function fromFiles(files: readonly string[], now: string, io: Io): Promise<Shown | undefined> {
  const room = newRoom()
  const decisions: Decision[] = []
  for (const file of files) {
    if (await isLog(resolve(io.cwd, file), file)) decisions.push(...(await addLog(room, resolve(io.cwd, file), file)))
    else {
      const saved = await readSavedFiles([file], io.cwd)
      if (hasErrors(saved.diagnostics)) {
        tellWithTexts(saved.diagnostics, () => undefined, undefined, io)
        return undefined
      }
      refuseAltered(saved.altered)
      for (const decision of saved.decisions) addDecision(room, { decision, sequence: room.decisions + 1 })
      decisions.push(...saved.decisions)
    }
  }
  if (decisions.length === 0) {
    io.stderr('onlyif: the files hold no decision, so there is nothing to show\n')
    return undefined
  }
  return { room, now, decisionOf: kept(decisions) }
}

/** Whether a file is a log of lines: its first line is one by itself. */
async function isLog(path: string, name: string): Promise<boolean> {
  for await (const line of linesOf(path, name)) return line.includes('"line":"start"')
  return false
}

async function addLog(room: OpenRoom, path: string, name: string): Promise<Decision[]> {
  const decisions: Decision[] = []
  for await (const line of linesOf(path, name)) {
    const recorded = recordedOfText(line)
    if (recorded) addDecision(room, recorded)
    if (recorded) decisions.push(recorded.decision)
  }
  return decisions
}

async function* linesOf(path: string, name: string): AsyncGenerator<string> {
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }))
      if (line !== '') yield line
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read'
    throw new UsageError(`${name} cannot be read: ${code}`)
  }
}

function kept(decisions: readonly Decision[]): Shown['decisionOf'] {
  const byDigest = new Map(decisions.map((decision) => [decision.digest, decision]))
  return async (digest) => byDigest.get(digest)
}
