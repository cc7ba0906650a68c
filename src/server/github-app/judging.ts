import type { GitHub } from '../../github/client.ts'
import { commitReader } from '../../github/contents-source.ts'
import { type TrustedRef, trustedRef } from '../../github/trusted-ref.ts'
import type { Decision } from '../../model/generated/types.ts'
import type { WaiverRequest } from '../../store/index.ts'
import { trustedBranchesOf } from '../../world/config.ts'
import { readGlob } from '../../world/glob.ts'
import type { JudgedWorld } from '../../world/judged-world.ts'
import { notingSource } from '../../world/said-source.ts'
import { loadHead, loadTrustedSide, type TrustedSide, type World } from '../../world/world.ts'
import { momentOf } from '../clock.ts'
import { withWaivers } from '../commitments/standing-set.ts'
import { judgeRead } from '../judging/judge-read.ts'
import { type Judges, judgesHere } from '../judging/judges.ts'
import type { FilesTask } from '../judging/task.ts'
import { goByEnded, judgedInForce } from '../waivers/in-force.ts'
import { gapsBeyond } from '../waivers/settle.ts'
import { waiverDocument } from '../waivers/waiver-document.ts'
import { type Gate, waiversThatCount } from './settings.ts'

/** What is to be judged. */
export interface Question {
  /** The commit that manifests and facts are read from. */
  readonly head: string
  /** The branch that it is to go into; without it the default branch judges. */
  readonly base?: string
  /** The launches that count; without it all. */
  readonly launches?: readonly string[] | undefined
  /** Waivers that were approved in the service, where they count. */
  readonly waivers?: readonly WaiverRequest[]
  readonly noExceptions: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What a commit came to. */
export interface Judgement extends JudgedWorld {
  readonly world: World
  readonly trusted: TrustedRef
  /** What that holds, without waivers of the service. */
  readonly side: TrustedSide
  readonly head: string
}

/** A judgement, or why there is none. `isTrouble`: GitHub did not let itself be read, which may pass. */
export type JudgementReading =
  | { readonly ok: true; readonly value: Judgement }
  | { readonly ok: false; readonly isTrouble: boolean; readonly message: string }

/**
 * Judges a commit with the waivers of the service that count, and again where one of them ends meanwhile: to read a commit takes a while.
 * Throws as `judgeCommit` does, and where they end faster than it is judged by them.
 */
export function judgeNow(gate: Gate, github: GitHub, question: Omit<Question, 'waivers' | 'now'>): Promise<JudgementReading> {
  let waivers: readonly WaiverRequest[] = []
  return judgedInForce(
    async () => {
      waivers = await waiversThatCount(gate)
      return judgeCommit(github, { ...question, waivers, now: gate.now() }, gate.judges)
    },
    async (judged) => judged.ok && goByEnded(judged.value.decisions, waivers, gate),
  )
}

/**
 * Judges a commit by what a trusted branch holds at this moment, by both keys. Files are read here, as they are needed, and judged by
 * `judges`. Never throws for what files hold or GitHub says; throws where those who judge cannot do it now.
 */
export async function judgeCommit(
  github: GitHub,
  { head, base, launches, waivers = [], noExceptions, now }: Question,
  judges: Judges = judgesHere,
): Promise<JudgementReading> {
  const commits = commitReader(github)
  const trusted = await trustedRef({ github, commits, base, trustedBranchesOf })
  if (!trusted.ok) return trouble(`what judges cannot be read: ${trusted.message}`)
  const source = await commits(head)
  if (!source.ok) return trouble(`the commit \`${head.slice(0, 12)}\` cannot be read: ${source.message}`)
  const [judging, judged] = [notingSource(trusted.value.source), notingSource(source.source)]
  const sources = { trusted: judging.source, head: judged.source }
  const side = await loadTrustedSide(sources)
  const judgedBy = async (own: readonly WaiverRequest[]): Promise<(JudgedWorld & { readonly world: World }) | string> => {
    const { document } = waiverDocument(own, side)
    const whole = await loadHead(document ? withWaivers(side, document) : side, sources)
    const counted = counting(whole, launches)
    if (typeof counted === 'string') return counted
    const files: FilesTask = {
      ...{ kind: 'files', trusted: judging.said(), head: judged.said(), now: momentOf(now), noExceptions },
      ...(document && { waivers: document }),
      ...(launches && { launches: counted.launches.map((launch) => whole.launches.indexOf(launch)) }),
    }
    return { world: counted, ...(await judgeRead(counted, files, judges)) }
  }
  const first = await judgedBy(waivers)
  if (typeof first === 'string') return { ok: false, isTrouble: false, message: first }
  // Nothing goes by a waiver that was approved for another shortfall.
  const fitting = waivers.filter((waiver) => first.decisions.every((decision) => isApprovedFor(waiver, decision)))
  const last = fitting.length === waivers.length ? first : await judgedBy(fitting)
  if (typeof last === 'string') return { ok: false, isTrouble: false, message: last }
  // Over the API a file that is listed can be read, or something is wrong with GitHub or the way there.
  const unread = last.diagnostics.find((item) => item.code === 'file/unreadable')
  if (unread) return trouble(`\`${unread.file}\`: ${unread.message}`)
  return { ok: true, value: { ...last, trusted: trusted.value, side, head } }
}

/** Whether a decision shows no gap that the approvers of a waiver did not see; one about another launch shows none. */
function isApprovedFor(waiver: WaiverRequest, decision: Decision): boolean {
  return decision.launch.id !== waiver.launch || (gapsBeyond(waiver, decision) ?? []).length === 0
}

/** The world with those launches alone that count, or why that cannot be told. One whose id cannot be read may be any of them. */
function counting(world: World, patterns: readonly string[] | undefined): World | string {
  if (patterns === undefined) return world
  const unread = world.launches.filter(({ name, file }) => name === file || name.startsWith(`${file}#`))
  const found = new Set(unread)
  for (const pattern of patterns) {
    const glob = readGlob(pattern)
    const fits = (text: string): boolean => text === pattern || (glob.ok && glob.value.matches(text))
    const own = world.launches.filter(({ name, file }) => fits(name) || fits(file))
    if (own.length === 0 && unread.length === 0) return `no launch is \`${pattern}\`, which the settings of the service name`
    for (const launch of own) found.add(launch)
  }
  return { ...world, launches: world.launches.filter((launch) => found.has(launch)) }
}

function trouble(message: string): JudgementReading {
  return { ok: false, isTrouble: true, message }
}
