import type { Commitment } from '../../model/commitment.ts'
import { type Bench, localId, type ReadyCase, type TestInput } from '../test-case.ts'
import type { Mutant } from './mutant.ts'
import { type Look, lookAt, reasonsAt } from './quick-look.ts'
import { benchFor, type Witness, withCommitment } from './subject.ts'

/** The first case that fails when the commitment is mutated, by name and test; undefined when none does. */
export function killerOf(
  commitment: Commitment,
  mutant: Mutant,
  witnesses: readonly Witness[],
): { readonly file: string; readonly name: string } | undefined {
  for (const { input, cases } of witnesses) {
    const trial = trialOf(input, commitment, mutant)
    const ordered =
      mutant.requirement === undefined ? cases : [...cases].sort((a, b) => rank(a.ready, input, mutant) - rank(b.ready, input, mutant))
    const found = ordered.find(({ ready, look }) => fails(trial, ready, look))
    if (found) return { file: input.test.document.file, name: found.ready.item.name }
  }
  return undefined
}

/** A mutated commitment before the cases of one test. */
interface Trial {
  readonly input: TestInput
  readonly requirement: string | undefined
  readonly alone: Bench
  /** Everything that the test is judged by; compiled only when a verdict has to be told. */
  readonly whole: () => Bench
}

function trialOf(input: TestInput, commitment: Commitment, { requirement }: Mutant): Trial {
  let whole: Bench | undefined
  return {
    input,
    requirement,
    alone: benchFor(input, commitment, requirement),
    whole: () => {
      whole ??= withCommitment(input, commitment)
      return whole
    },
  }
}

/** Cases that expect something of the requirement are tried first, then those that expect a verdict. */
function rank({ item }: ReadyCase, { test }: TestInput, { requirement = '' }: Mutant): number {
  if (item.expect.some(({ subject }) => subject === localId(test, requirement))) return item.waivers ? 1 : 0
  return item.expect.some(({ subject }) => subject === 'verdict') ? 2 : 3
}

function fails({ input, requirement, alone, whole }: Trial, ready: ReadyCase, before: Look): boolean {
  const prepared = alone(ready)
  const look = lookAt(prepared, ready)
  // What cannot be judged any more does not pass either.
  if (!look) return true
  if (requirement === undefined) return ready.item.expect.some((expectation) => isMissed(expectation, look, input))
  const was = before.requirements.get(requirement)
  const is = look.requirements.get(requirement)
  const own = ready.item.expect.find(({ subject }) => subject === localId(input.test, requirement))
  const isSame = was?.outcome === is?.outcome
  if (own && !isSame && own.outcome !== is?.outcome) return true
  if (own?.reason !== undefined && is?.outcome === own.outcome && !reasonsAt(prepared, ready, requirement).includes(own.reason)) return true
  if (isSame && was?.enforcement === is?.enforcement) return false
  const verdict = ready.item.expect.find(({ subject }) => subject === 'verdict')
  return verdict !== undefined && lookAt(whole()(ready), ready)?.verdict !== verdict.outcome
}

function isMissed({ subject, outcome }: { readonly subject: string; readonly outcome: string }, look: Look, { test }: TestInput): boolean {
  if (subject === 'verdict') return look.verdict !== outcome
  for (const [id, seen] of look.requirements) if (localId(test, id) === subject) return seen.outcome !== outcome
  return true
}
