import type { FileSource } from '../../model/file-source.ts'
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

export interface StandingOptions {
  readonly origin: Origin
  readonly now: () => number
  /** Waivers that are in force in the service; asked at every look. */
  readonly waivers?: () => Promise<readonly WaiverRequest[]>
  /** Waits until a file that was seen to change must be written whole; a tenth of a second without it. */
  readonly settle?: () => Promise<void>
  /** Told when another set stands, and when one fails or is mended. */
  readonly onChange?: (standing: Standing, before: Standing) => void
}

/** What stands, and a look that brings it in step with the files. */
export interface StandingBy {
  standing(): Standing
  /** Reads the files if they changed. One look at a time; rejects where they cannot be reached. */
  look(): Promise<void>
  /** Takes a look that rejected for what it is: what judges cannot be read, and the last good set stays. */
  failed(error: unknown): void
}

/** The waivers in force at a look, and what tells them from others. */
interface Approved {
  readonly waivers: readonly WaiverRequest[]
  readonly print: string
}

/** Nothing stands until the first look. */
export function standingBy(options: StandingOptions): StandingBy {
  const { origin, now } = options
  let standing: Standing = { set: undefined, problem: undefined }
  let seen = ''
  let seenFiles = ''
  let isMoving = false
  /** The waivers that the set which stands counts. */
  let counted = ''
  const settle = (next: Standing): void => {
    const before = standing
    standing = next
    if (before.set?.version !== next.set?.version || (before.problem === undefined) !== (next.problem === undefined))
      options.onChange?.(next, before)
  }
  const fail = (diagnostics: readonly Diagnostic[]): void =>
    settle({ set: standing.set, problem: { since: standing.problem?.since ?? now(), diagnostics } })
  /** The last good files stand while others are broken, but never a waiver that was withdrawn or has lapsed meanwhile. */
  const renew = async ({ waivers, print }: Approved): Promise<void> => {
    const { set, problem } = standing
    if (!set || print === counted) return
    const reading = await readAgain(set.recipe, { waivers, now: now() })
    if (reading.ok) {
      counted = print
      return settle({ set: reading.set, problem })
    }
    seen = ''
    settle({ set: undefined, problem: problem ?? { since: now(), diagnostics: reading.diagnostics } })
  }
  /** One edit in the middle of a look is taken by the next; what never comes to rest is judged by as it was, and nobody would know. */
  const moved = (): void => {
    if (isMoving) {
      fail([unreadable(origin, 'its files change while they are read')])
      seen = ''
    }
    isMoving = true
  }
  const take = async (source: FileSource, commit: string | undefined, approved: Approved): Promise<void> => {
    const files = await fingerprintOf(source)
    const print = `${files} ${approved.print}`
    if (print === seen) {
      isMoving = false
      return
    }
    // Half a file can be as sound as a whole one, so an edit is given the time to come to its end. A commit is whole.
    if (seenFiles !== '' && seenFiles !== files && commit === undefined) await (options.settle ?? pause)()
    const reading = await readStandingSet({ source, commit, waivers: approved.waivers, now: now() })
    // Files that changed while they were read were not read as anybody wrote them.
    if ((await fingerprintOf(source)) !== files) return moved()
    isMoving = false
    seen = print
    seenFiles = files
    if (reading.ok) {
      counted = approved.print
      settle({ set: reading.set, problem: undefined })
    } else {
      fail(reading.diagnostics.length > 0 ? reading.diagnostics : [nothing(origin)])
    }
  }
  return {
    standing: () => standing,
    look: async () => {
      const waivers = (await options.waivers?.()) ?? []
      const approved = { waivers, print: JSON.stringify(waivers.map(({ id, version }) => [id, version])) }
      try {
        const opened = await origin.open()
        if (opened.ok) return await take(opened.source, opened.commit, approved)
        seen = ''
        fail([unreadable(origin, opened.message)])
      } finally {
        await renew(approved)
      }
    },
    failed: (error) => {
      // What was seen before may be what is there when it can be read again.
      seen = ''
      fail([unreadable(origin, error instanceof Error ? error.message : 'it cannot be read')])
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
