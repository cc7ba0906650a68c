import { decideWith } from '../engine/decide.ts'
import type { JudgeResult, PreparedJudge } from '../engine/judge.ts'
import type { WorldLaunch } from '../world/assembly.ts'
import type { Io } from './io.ts'

export interface JudgedLaunch {
  readonly launch: WorldLaunch
  /** Absent where the files of the launch leave nothing to judge. */
  readonly result?: JudgeResult
}

/** From this many launches on, a terminal is told how far the judging is. */
const manyLaunches = 25

/** Judges launch after launch, each by both keys. */
export async function judgeAll(prepared: PreparedJudge, launches: readonly WorldLaunch[], io: Io): Promise<JudgedLaunch[]> {
  const shows = io.stderrIsTerminal && launches.length >= manyLaunches
  const judged: JudgedLaunch[] = []
  for (const [index, launch] of launches.entries()) {
    if (shows && index % 10 === 0) io.stderr(`\r\u001b[Kjudging ${index + 1} of ${launches.length} launches`)
    judged.push(launch.launch ? { launch, result: await decideWith(prepared, launch.launch, launch.facts) } : { launch })
  }
  if (shows) io.stderr('\r\u001b[K')
  return judged
}
