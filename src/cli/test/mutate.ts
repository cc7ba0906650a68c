import type { TestRun } from '../../authoring/coverage.ts'
import { killingCase } from '../../authoring/mutation/killing-case.ts'
import { mutate } from '../../authoring/mutation/mutation.ts'
import type { ToldMutation } from '../../report/mutation-text.ts'
import type { Io } from '../io.ts'

/** Mutates every tested commitment, and looks for a case for each mutant that no case notices. */
export function mutateAll(runs: readonly TestRun[], isAsked: (id: string) => boolean, io: Io): ToldMutation[] {
  const progress = (text: string): void => {
    if (io.stderrIsTerminal) io.stderr(`\r\u001b[K${text}`)
  }
  progress('mutating')
  const told = mutate(runs, isAsked).map((result): ToldMutation => {
    const own = runs.find(({ input }) => input.test.commitment === result.commitment.id)?.input
    const survivors = result.survivors.map((survivor, index) => {
      progress(`${result.commitment.id}: looking for a case, ${index + 1} of ${result.survivors.length}`)
      const lines = own && killingCase(survivor, own)
      return { survivor, ...(lines && { lines }) }
    })
    return { result, survivors }
  })
  progress('')
  return told
}
