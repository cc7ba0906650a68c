import { type PreparedJudge, prepare } from '../engine/judge.ts'
import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment } from '../model/commitment.ts'
import type { CommitmentTest, TestCase } from '../model/commitment-test.ts'
import type { Config } from '../model/config.ts'
import { formatDate } from '../model/date.ts'
import type { Facts } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import type { Mapping } from '../model/mapping.ts'
import { parseWaivers, type Waivers } from '../model/waivers.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { changedLaunch } from './changed-launch.ts'

/** A CommitmentTest with everything that its cases are judged by and start from. */
export interface TestInput {
  readonly test: CommitmentTest
  /** The commitment that is tested, and those whose requirements it lists. */
  readonly commitments: readonly Commitment[]
  readonly catalogs: readonly FactCatalog[]
  readonly mappings?: readonly Mapping[]
  readonly config?: Config
  /** The base of every case, and the facts that other teams supply for it. */
  readonly launch: Launch
  readonly facts: readonly Facts[]
  /** The time of cases for which the test names none. */
  readonly now?: string
}

/** A case with its changes made, ready to be judged. */
export interface ReadyCase {
  readonly item: TestCase
  readonly launch: Launch
  readonly facts: readonly Facts[]
  readonly waivers?: Waivers
  readonly now: string
  /** What is wrong with its changes and waivers. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Makes the changes of every case of a test. They do not depend on what the commitment says. */
export function readyCases(input: TestInput): ReadyCase[] {
  return input.test.cases.map((item) => readyCase(input, item))
}

/** Makes the changes of one case. */
export function readyCase(input: TestInput, item: TestCase): ReadyCase {
  const { test } = input
  const diagnostics: Diagnostic[] = []
  const reading = { document: item.document, diagnostics }
  const remove = item.remove.map(({ path }) => path)
  const launch = changedLaunch({ base: input.launch, reading, change: item.change, remove })
  const now = item.now ?? test.now
  const waivers = waiversOf(item, diagnostics)
  return {
    item,
    launch,
    facts: input.facts.flatMap((part) => withoutTouched(part, item)),
    ...(waivers && { waivers }),
    now: (now ? formatDate(now) : input.now) ?? '',
    diagnostics,
  }
}

function waiversOf({ waivers, document }: TestCase, diagnostics: Diagnostic[]): Waivers | undefined {
  if (!waivers) return undefined
  const { start, end } = waivers
  const root = { kind: 'mapping' as const, entries: [{ key: 'waivers', keyStart: start, keyEnd: start, value: waivers }], start, end }
  return parseWaivers({ document: { ...document, root }, diagnostics })
}

/** What another team's document says of a fact that the case changes or removes is no longer said. */
function withoutTouched(part: Facts, { change, remove }: TestCase): Facts {
  const isTouched = (path: string): boolean =>
    change.some(({ key }) => key === path) || remove.some((gone) => path === gone.path || path.startsWith(`${gone.path}.`))
  const kept = part.facts.facts.filter((fact) => !isTouched(fact.path))
  return kept.length === part.facts.facts.length ? part : { ...part, facts: { ...part.facts, facts: kept } }
}

/** Commitments to judge cases by, compiled once for each time and set of waivers. */
export type Bench = (ready: Pick<ReadyCase, 'now' | 'waivers'>) => PreparedJudge

export type BenchInput = Pick<TestInput, 'commitments' | 'catalogs' | 'mappings' | 'config'> & { readonly launch: Pick<Launch, 'id'> }

/** A bench for commitments. Waivers of requirements for which `isWaived` says no are left out, as they would have nothing to waive. */
export function benchOf(input: BenchInput, isWaived: (requirement: string) => boolean = () => true): Bench {
  const known = new Map<Waivers | undefined, Map<string, PreparedJudge>>()
  const { commitments, catalogs, mappings = [], config } = input
  return ({ now, waivers: given }) => {
    const kept = given?.waivers.filter((waiver) => isWaived(waiver.requirement)) ?? []
    const waivers = given && kept.length > 0 ? given : undefined
    const byTime = known.get(waivers) ?? new Map<string, PreparedJudge>()
    known.set(waivers, byTime)
    const prepared =
      byTime.get(now) ??
      prepare({
        commitments,
        catalog: catalogs,
        mappings,
        ...(waivers && { waivers: { ...waivers, waivers: kept } }),
        ...(config && { config }),
        judgedLaunches: new Set([input.launch.id]),
        now,
      })
    byTime.set(now, prepared)
    return prepared
  }
}

/** A requirement of the tested commitment by its own id, one of another by its full id's last part. */
export function localId(test: Pick<CommitmentTest, 'commitment'>, id: string): string {
  return id.startsWith(`${test.commitment}/`) ? id.slice(test.commitment.length + 1) : (id.split('/')[1] ?? id)
}
