import type { JudgedWorld } from '../../world/judged-world.ts'
import type { World } from '../../world/world.ts'
import { defaultLimits } from '../http/limit-settings.ts'
import { ProblemError } from '../problem.ts'
import { testsAskedFor } from './asked-for.ts'
import { judgeHere } from './files.ts'
import { type Judges, judgesHere } from './judges.ts'
import type { FilesTask } from './task.ts'

/**
 * Judges a world that was read here, by those who judge where it is no more work than a request may be, whose tasks wait for each other;
 * else here. `files` is all that it was read from. Throws where trying again may help.
 */
export async function judgeRead(world: World, files: FilesTask, judges: Judges): Promise<JudgedWorld> {
  const { now, noExceptions, launches } = files
  const how = { now, noExceptions, isPartial: launches !== undefined }
  if (judges === judgesHere || isMuch(world)) return judgeHere(world, how)
  try {
    const { decisions, undecided, diagnostics } = await judges.judge(undefined, files)
    return { decisions, undecided, diagnostics }
  } catch (error) {
    if (error instanceof ProblemError && error.problem === 'too-large') return judgeHere(world, how)
    throw error
  }
}

function isMuch(world: World): boolean {
  const { tests, bodyBytes } = defaultLimits
  const texts = [...world.files, ...world.launches.flatMap(({ files }) => files)]
  return texts.reduce((sum, { text }) => sum + text.length, 0) > bodyBytes || testsAskedFor(world) > tests
}
