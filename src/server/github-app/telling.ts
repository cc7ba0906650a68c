import type { CheckRequest } from '../../github/webhook.ts'
import { askForCheck } from './delivery-work.ts'
import type { Gate } from './settings.ts'

/** A judgement of a commit that has begun. */
export interface Telling {
  /** Writes the check, unless one that began later was written before; says whether it was. */
  tell(write: () => Promise<void>): Promise<boolean>
}

/**
 * To be called before anything is read. What GitHub got last is what it goes by, so of two judgements of a commit the one that
 * began later must be written later: an older one is not written any more, and where one was just on its way when the newer was
 * written, the commit is judged once more.
 */
export async function beginTelling(gate: Pick<Gate, 'store'>, request: CheckRequest): Promise<Telling> {
  const { installation, repositoryId, head, base } = request
  const { lastWord } = gate.store
  const id = JSON.stringify(['check', installation, repositoryId, head, base])
  const number = await lastWord.begin(id)
  return {
    async tell(write) {
      if (!(await lastWord.take(id, number))) return false
      try {
        await write()
      } finally {
        // A request that failed here may have been heard all the same.
        if (!(await lastWord.has(id, number))) await askForCheck(gate, request)
      }
      return true
    },
  }
}
