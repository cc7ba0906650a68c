import { resolve } from 'node:path'
import type { Decision } from '../../model/generated/types.ts'
import type { JudgeAgain, ReplayResult } from '../../model/kept.ts'
import { forTerminal } from '../../report/escape.ts'
import { readSaved } from '../../report/saved-decision.ts'
import { canonicalJson } from '../../source/digest.ts'
import type { RecordedDecision, Store } from '../../store/index.ts'
import { keptTexts } from '../../store/inputs.ts'
import { inputsSaid, judgeAgain } from '../../world/judge-again.ts'
import { tellWithTexts } from '../diagnostics.ts'
import type { ExitCode, Io } from '../io.ts'
import { savedText } from '../saved-files.ts'
import { withStore } from '../store-access.ts'
import { textsIn } from './inputs.ts'
import type { VerifyOptions } from './options.ts'

/** A saved decision as it was looked at. */
interface Looked {
  readonly decision: Decision
  readonly isGenuine: boolean
  readonly replayed?: ReplayResult
  /** Its record, where a store was named and has it. */
  readonly recorded?: RecordedDecision
  readonly isMissing: boolean
}

type Options = Omit<VerifyOptions, 'target'> & { readonly file: string }

/** Verifies the decisions of a saved file: their digests, what comes out when they are judged again, and their place in a store. */
export async function verifyFile(options: Options, io: Io): Promise<ExitCode> {
  const reading = await savedText(options.file, io)
  const saved = reading.ok ? readSaved(reading.input.file, reading.input.text) : reading
  if (!saved.ok) {
    const textOf = (): string | undefined => (reading.ok ? reading.input.text : undefined)
    tellWithTexts(saved.diagnostics, textOf, undefined, io)
    io.stderr('onlyif: this is not a saved decision, so there is nothing to verify\n')
    return 2
  }
  const { decisions } = saved.input
  if (decisions.length === 0) {
    io.stderr('onlyif: the file holds no decision, so there is nothing to verify\n')
    return 2
  }
  const altered = new Set(saved.altered)
  const lookAtAll = async (store?: Store): Promise<Looked[]> => {
    const looked: Looked[] = []
    for (const decision of decisions) looked.push(await look(decision, !altered.has(decision), { store, options, io }))
    return looked
  }
  const looked = options.store === undefined ? await lookAtAll() : await withStore(options.store, { create: false, io }, lookAtAll)
  io.stdout(options.format === 'json' ? `${canonicalJson(dataOf(looked))}\n` : `${looked.flatMap(linesOf).join('\n')}\n`)
  if (!looked.every(isValid)) return 1
  return looked.some((item) => options.replay && isUnproved(item)) ? 2 : 0
}

interface Place {
  readonly store: Store | undefined
  readonly options: Options
  readonly io: Io
}

async function look(decision: Decision, isGenuine: boolean, { store, options, io }: Place): Promise<Looked> {
  const recorded = await store?.get(decision.digest)
  const base = { decision, isGenuine, ...(recorded && { recorded }), isMissing: store !== undefined && !recorded }
  // What does not fit its digest was altered: what would come out of it says nothing.
  if (!isGenuine || !options.replay) return base
  if (recorded && store) return { ...base, replayed: await judgeAgain(decision, recorded.recorded.inputs, keptTexts(store)) }
  const textOf = await textsIn(decision, {
    folder: options.inputs && resolve(io.cwd, options.inputs),
    commits: options.commit ?? [],
    cwd: io.cwd,
  })
  return { ...base, replayed: await fromFiles(decision, inputsSaid(decision), textOf) }
}

/** A saved decision does not tell everything of its inputs: what comes of guessing at the rest is never held against it. */
const fromFiles: JudgeAgain = async (decision, inputs, textOf) => {
  const replayed = await judgeAgain(decision, inputs, textOf)
  const isSure = inputs.filter((input) => input.as === 'facts').length === 0
  return replayed.result !== 'differs' || isSure
    ? replayed
    : { result: 'not-replayable', why: 'how its facts were named can only be told by a store' }
}

function isValid({ isGenuine, replayed, isMissing }: Looked): boolean {
  return isGenuine && replayed?.result !== 'differs' && !isMissing
}

/** Anybody can make a digest: without a replay or a record there is no saying that a decision is what was decided. */
function isUnproved({ replayed, recorded }: Looked): boolean {
  return replayed?.result === 'not-replayable' && !recorded
}

function standingOf(looked: Looked): string {
  if (!isValid(looked)) return 'not valid'
  if (isUnproved(looked)) return 'could not be verified'
  return looked.replayed?.result === 'not-replayable' ? 'valid, not replayable' : looked.replayed ? 'valid' : 'digest fits'
}

function linesOf(looked: Looked): string[] {
  const { decision, isGenuine, replayed, recorded, isMissing } = looked
  const row = (name: string, words: string): string => `  ${name.padEnd(9)} ${words}`
  return [
    `${standingOf(looked)}: ${forTerminal(decision.launch.id)}, ${decision.verdict}, as of ${decision.now}`,
    row('digest', isGenuine ? decision.digest : `${decision.digest} does not fit it: it was altered after it was made`),
    ...(replayed ? [row('replay', replayWords(replayed))] : []),
    ...(isValid(looked) && isUnproved(looked)
      ? [row('next', 'name the files with --inputs or --commit, or the store that has it with --store')]
      : []),
    ...(recorded ? [row('store', `entry ${recorded.sequence}, recorded at ${recorded.recorded.recordedAt}`)] : []),
    ...(isMissing ? [row('store', 'it is not recorded there')] : []),
  ]
}

function replayWords({ result, why }: ReplayResult): string {
  if (result === 'same-bytes') return 'judged again, the same bytes'
  if (result === 'same-outcomes') return `judged again, the same outcomes: ${forTerminal(why ?? '')}`
  return `${result === 'differs' ? 'judged again, it comes out otherwise' : 'not judged again'}: ${forTerminal(why ?? '')}`
}

function dataOf(looked: readonly Looked[]): unknown {
  return {
    kind: 'Verification',
    isValid: looked.every((item) => isValid(item) && !isUnproved(item)),
    decisions: looked.map((item) => ({
      digest: item.decision.digest,
      launch: item.decision.launch.id,
      isValid: isValid(item) && !isUnproved(item),
      digestFits: item.isGenuine,
      ...(item.replayed && { replay: item.replayed }),
      ...(item.recorded && { entry: item.recorded.sequence }),
      ...(item.isMissing && { isRecorded: false }),
    })),
  }
}
