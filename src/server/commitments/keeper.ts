import { type Diagnostic, diagnostic } from '../../source/diagnostic.ts'
import type { WaiverRequest } from '../../store/index.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Origin } from './origin.ts'
import { readAgain, readStandingSet, type StandingSet } from './standing-set.ts'

/** What the service judges by now, and what is wrong with what it was asked to judge by since. */
export interface Standing {
  readonly set: StandingSet | undefined
  /** Set while the files as they are cannot be judged by; the last good set stays. */
  readonly problem: { readonly since: number; readonly diagnostics: readonly Diagnostic[] } | undefined
}

/** Keeps what the service judges by in step with its files. */
export interface Keeper {
  standing(): Standing
  /** Looks for an edit now. Resolves when what stands is as the files are, or as good as they can be read. */
  refresh(): Promise<Standing>
  stop(): Promise<void>
}

export interface KeeperOptions {
  readonly origin: Origin
  readonly now: () => number
  /** How often edits are looked for, in milliseconds. */
  readonly every: number
  /** Waivers that are in force in the service; asked at every look. */
  readonly waivers?: () => Promise<readonly WaiverRequest[]>
  /** Waits until a file that was seen to change must be written whole; a tenth of a second without it. */
  readonly settle?: () => Promise<void>
  /** Told when another set stands, and when one fails or is mended. */
  readonly onChange?: (standing: Standing, before: Standing) => void
}

/** Loads what judges and looks for edits from then on. An edit is taken whole or not at all: files that are still being written are waited for. */
export async function keepCommitments(options: KeeperOptions): Promise<Keeper> {
  let standing: Standing = { set: undefined, problem: undefined }
  let seen = ''
  let seenFiles = ''
  /** The waivers that the set which stands counts. */
  let counted = ''
  let looking: Promise<void> | undefined
  let isAskedAgain = false
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const settle = (next: Standing): void => {
    const before = standing
    standing = next
    if (before.set?.version !== next.set?.version || (before.problem === undefined) !== (next.problem === undefined))
      options.onChange?.(next, before)
  }
  const fail = (diagnostics: readonly Diagnostic[]): void =>
    settle({ set: standing.set, problem: { since: standing.problem?.since ?? options.now(), diagnostics } })
  /** The last good files stand while others are broken, but never a waiver that was withdrawn or has lapsed meanwhile. */
  const renew = async (waivers: readonly WaiverRequest[], approved: string): Promise<void> => {
    const { set, problem } = standing
    if (!set || approved === counted) return
    const reading = await readAgain(set.recipe, { waivers, now: options.now() })
    if (!reading.ok) return settle({ set: undefined, problem })
    counted = approved
    settle({ set: reading.set, problem })
  }
  const look = async (): Promise<void> => {
    const waivers = (await options.waivers?.()) ?? []
    const approved = JSON.stringify(waivers.map(({ id, version }) => [id, version]))
    const opened = await options.origin.open()
    if (!opened.ok) {
      seen = ''
      fail([unreadable(options.origin, opened.message)])
      await renew(waivers, approved)
      return
    }
    const files = await fingerprintOf(opened.source)
    const print = `${files} ${approved}`
    if (print === seen) return
    // Half a file can be as sound as a whole one, so an edit is given the time to come to its end. A commit is whole.
    if (seenFiles !== '' && seenFiles !== files && opened.commit === undefined) await (options.settle ?? pause)()
    const reading = await readStandingSet({ source: opened.source, commit: opened.commit, waivers, now: options.now() })
    // Files that changed while they were read were not read as anybody wrote them.
    if (`${await fingerprintOf(opened.source)} ${approved}` !== print) return
    seen = print
    seenFiles = files
    if (reading.ok) {
      counted = approved
      settle({ set: reading.set, problem: undefined })
    } else {
      fail(reading.diagnostics.length > 0 ? reading.diagnostics : [nothing(options.origin)])
      await renew(waivers, approved)
    }
  }
  const guarded = async (): Promise<void> => {
    try {
      do {
        isAskedAgain = false
        await look()
      } while (isAskedAgain && !isStopped)
    } catch (error) {
      // What was seen before may be what is there when it can be read again.
      seen = ''
      fail([unreadable(options.origin, error instanceof Error ? error.message : 'it cannot be read')])
    } finally {
      looking = undefined
    }
  }
  const refresh = async (): Promise<Standing> => {
    if (looking) isAskedAgain = true
    looking ??= guarded()
    await looking
    return standing
  }
  const schedule = (): void => {
    timer = setTimeout(() => void refresh().finally(() => (isStopped ? undefined : schedule())), options.every)
    timer.unref()
  }
  await refresh()
  schedule()
  return {
    standing: () => standing,
    refresh,
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await looking
    },
  }
}

function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, 100))
}

function unreadable({ shown }: Origin, message: string): Diagnostic {
  return diagnostic('file/unreadable', { file: shown, message: `what judges cannot be read: ${message}` })
}

function nothing({ shown }: Origin): Diagnostic {
  return diagnostic('world/no-commitment', { file: shown, message: 'there is no commitment to judge by', hint: 'begin with `onlyif init`' })
}
