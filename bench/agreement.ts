import type { Answer, Contender } from './peers/contender.ts'
import type { Workload } from './workload.ts'

/** A contender that answers otherwise than we do. */
export interface Disagreement {
  readonly contender: string
  readonly launch: string
  readonly requirement: string
  readonly ours: Answer
  readonly theirs: Answer | undefined
}

/**
 * Compares every contender's answer for every requirement of every launch with ours. Those that know two values must say `met`
 * exactly where we do. Gives the first disagreement of each contender; none at all is what a fair comparison needs.
 */
export async function disagreements(
  workload: Pick<Workload, 'requirements' | 'launches'>,
  ours: Contender,
  others: readonly Contender[],
): Promise<Disagreement[]> {
  const found = new Map<string, Disagreement>()
  for (const [index, launch] of workload.launches.entries()) {
    const expected = ours.read(await ours.run(index))
    if (expected.length !== workload.requirements.length) throw new Error('our own engine lost a requirement')
    for (const other of others) {
      if (found.has(other.name)) continue
      const answers = other.read(await other.run(index))
      workload.requirements.forEach(({ id }, at) => {
        const wanted = expected[at] ?? 'unknown'
        const theirs = answers[at]
        if (theirs === asKnownTo(other, wanted) || found.has(other.name)) return
        found.set(other.name, { contender: other.name, launch: launch.id, requirement: id, ours: wanted, theirs })
      })
      if (answers.length !== expected.length && !found.has(other.name)) throw new Error(`${other.name} gives too many answers`)
    }
  }
  return [...found.values()]
}

function asKnownTo({ values }: Contender, answer: Answer): Answer {
  return values === 2 && answer !== 'met' ? 'not met' : answer
}
