import type { Commitment } from '../../model/commitment.ts'
import { link } from '../../model/link.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import type { TestRun } from '../coverage.ts'
import type { TestInput } from '../test-case.ts'
import { killerOf } from './kill.ts'
import type { Mutant } from './mutant.ts'
import { mutantsOf } from './mutants.ts'
import { normalForm } from './normal-form.ts'
import { linkedAlone, mutated, reducedTo, type Witness, witnessesOf } from './subject.ts'

/** What became of the mutants of one commitment. */
export interface MutationResult {
  readonly commitment: Commitment
  readonly killed: number
  readonly survivors: readonly Survivor[]
  /** Proved to judge every launch as the commitment does. */
  readonly equivalent: readonly Mutant[]
  /** Proved to judge every launch as a mutant does that was tried already. */
  readonly repeated: number
  /** A mistake that an author would be told at once. */
  readonly invalid: number
}

/** A mutant that no case notices, and the commitment as it makes it. */
export interface Survivor {
  readonly mutant: Mutant
  readonly mutated: Commitment
}

/** The share of mutants that some case notices, in percent, rounded down to a tenth. */
export function scoreOf({ killed, survivors }: Pick<MutationResult, 'killed' | 'survivors'>): number {
  const all = killed + survivors.length
  return all === 0 ? 100 : Math.floor((killed / all) * 1000) / 10
}

/** Mutates every tested commitment that has requirements of its own. All cases must pass as it stands. */
export function mutate(runs: readonly TestRun[], isAsked: (requirement: string) => boolean = () => true): MutationResult[] {
  const tested = new Map(
    runs.flatMap(({ input }) =>
      input.commitments.filter((item) => item.id === input.test.commitment).map((item) => [item.id, { item, input }]),
    ),
  )
  return [...tested.values()].flatMap(({ item, input }) =>
    item.entries.some((entry) => entry.kind === 'requirement') ? [mutateOne(item, input, witnessesOf(item, runs), isAsked)] : [],
  )
}

function mutateOne(
  commitment: Commitment,
  input: TestInput,
  witnesses: readonly Witness[],
  isAsked: (id: string) => boolean,
): MutationResult {
  const forms = formsOf(commitment, input)
  const seen = new Set<string>()
  const survivors: Survivor[] = []
  const equivalent: Mutant[] = []
  let killed = 0
  let repeated = 0
  let invalid = 0
  for (const mutant of mutantsOf(commitment)) {
    if (mutant.requirement !== undefined && !isAsked(mutant.requirement)) continue
    const changed = mutated(commitment, mutant)
    const form = changed && formOf(changed, mutant.requirement, input)
    if (!changed || form === undefined) invalid++
    else if (form === forms(mutant.requirement)) equivalent.push(mutant)
    else if (seen.has(form)) repeated++
    else {
      seen.add(form)
      if (killerOf(changed, mutant, witnesses)) killed++
      else survivors.push({ mutant, mutated: changed })
    }
  }
  return { commitment, killed, survivors, equivalent, repeated, invalid }
}

function formsOf(commitment: Commitment, input: TestInput): (requirement: string | undefined) => string | undefined {
  const known = new Map<string | undefined, string | undefined>()
  return (requirement) => {
    if (!known.has(requirement)) known.set(requirement, formOf(commitment, requirement, input))
    return known.get(requirement)
  }
}

/** The normal form of a commitment, or of one requirement; undefined where it is wrong. */
function formOf(commitment: Commitment, requirement: string | undefined, input: TestInput): string | undefined {
  const linked = linkedAlone(reducedTo(commitment, requirement), input)
  if (!linked) return undefined
  // Only what is said of the commitment as a whole can change what happens out of its scope.
  return `${requirement === undefined ? scopeForm(commitment, input) : ''} ${normalForm(linked)}`
}

/** What happens out of scope is the same whatever is said, where some requirement applies to every launch. */
function scopeForm(commitment: Commitment, { commitments, catalogs }: TestInput): string {
  const others = commitments.filter((item) => item.id !== commitment.id)
  const { requirements, diagnostics } = link({ commitments: [commitment, ...others], catalogs })
  const always = !hasErrors(diagnostics) && requirements.some((item) => item.applies.length === 0)
  return always ? '' : commitment.outOfScope
}
