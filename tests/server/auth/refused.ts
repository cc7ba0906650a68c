import { expect } from 'vitest'
import { ProblemError, type ProblemName } from '../../../src/server/problem.ts'

/** The problem that something ends in. */
export async function problemIn(work: () => unknown): Promise<ProblemError> {
  try {
    await work()
  } catch (error) {
    if (error instanceof ProblemError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** Expects a problem by its name and by what it says. */
export async function refused(work: () => unknown, problem: ProblemName, says: RegExp | string): Promise<void> {
  const found = await problemIn(work)
  expect({ problem: found.problem, message: found.message }).toEqual({ problem, message: expect.stringMatching(says) })
}
