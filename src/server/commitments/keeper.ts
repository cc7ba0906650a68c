import { type Standing, type StandingOptions, standingBy } from './standing.ts'

/** Keeps what the service judges by in step with its files. */
export interface Keeper {
  standing(): Standing
  /** Looks for an edit now. Resolves when what stands is as the files are, or as good as they can be read. */
  refresh(): Promise<Standing>
  stop(): Promise<void>
}

export interface KeeperOptions extends StandingOptions {
  /** How often edits are looked for, in milliseconds. */
  readonly every: number
}

/** Loads what judges and looks for edits from then on. An edit is taken whole or not at all: files that are still being written are waited for. */
export async function keepCommitments(options: KeeperOptions): Promise<Keeper> {
  const { standing, look, failed } = standingBy(options)
  let looking: Promise<void> | undefined
  let isAskedAgain = false
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const guarded = async (): Promise<void> => {
    try {
      do {
        isAskedAgain = false
        // Whoever asked again meanwhile asked for what this look may not have seen.
        await look().catch(failed)
      } while (isAskedAgain && !isStopped)
    } finally {
      looking = undefined
    }
  }
  const refresh = async (): Promise<Standing> => {
    if (looking) isAskedAgain = true
    looking ??= guarded()
    await looking
    return standing()
  }
  const schedule = (): void => {
    timer = setTimeout(() => void refresh().finally(() => (isStopped ? undefined : schedule())), options.every)
    timer.unref()
  }
  await refresh()
  schedule()
  return {
    standing,
    refresh,
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await looking
    },
  }
}
