import { editedLaunches, type ManifestEdit, manifestEdits } from '../src/authoring/manifest-edits.ts'
import type { JudgedEvent } from '../src/github/event.ts'
import { mergeBase } from '../src/github/repository.ts'
import type { FileSource } from '../src/model/file-source.ts'
import { loadWorld } from '../src/world/world.ts'
import { argsOf, type Judged, type Judging, judgeLoaded, namesIn } from './judging.ts'
import type { Opened } from './opening.ts'
import { type Proposal, proposalOf } from './proposal.ts'

/** What a change does to the judgement beside changing facts. Told, and never heeded for the verdict. */
export interface Comparison {
  readonly edits: readonly ManifestEdit[]
  readonly proposal?: Proposal
  /** Why nothing could be compared. */
  readonly problem?: string
}

/** Compares a change with what it set out from. */
export async function compare(opened: Opened, event: JudgedEvent, head: FileSource, judging: Judging, judged: Judged): Promise<Comparison> {
  const { github, trusted, commits } = opened
  if (event.base === undefined) return { edits: [] }
  const tip = trusted.branch === event.base ? trusted.commit : (event.from ?? trusted.commit)
  const found = await mergeBase(github, tip, event.head)
  if (!found.ok) return { edits: [], problem: found.problem.message }
  if (found.value === event.head) return { edits: [] }
  const reading = await commits(found.value)
  if (!reading.ok) return { edits: [], problem: reading.message }
  const base = reading.source
  const edits = await editsOf(trusted.source, base, judging, judged)
  try {
    const proposal = await proposalOf({ trusted, change: { from: base, to: head }, judging, judged })
    return { edits, ...(proposal && { proposal }) }
  } catch (error) {
    // Whatever an edit of what judges does here, it must not decide.
    return { edits, problem: `internal error: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** Only launches that are there on both sides and whose files differ are judged once more. */
async function editsOf(trusted: FileSource, base: FileSource, judging: Judging, judged: Judged): Promise<ManifestEdit[]> {
  const launches = await namesIn(base, judging.launches)
  // Where all that was named came with the change, nothing was judged before: no name at all would mean everything.
  if (judging.mayNarrow && judging.launches.length > 0 && launches.length === 0) return []
  const asked = { ...judging, launches, inputs: { ...judging.inputs, facts: [] } }
  const before = await loadWorld({ trusted, head: base, args: argsOf(asked) })
  const { edited, others } = editedLaunches(before.launches, judged.world.launches)
  const { decisions, undecided } = await judgeLoaded({ ...before, launches: edited }, asked)
  return manifestEdits({ decisions, undecided: [...undecided, ...others] }, judged)
}
