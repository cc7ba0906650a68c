import { watch } from 'node:fs'
import { resolve } from 'node:path'
import { isDocumentName, isListed } from '../../model/file-path.ts'
import { findRoot } from '../../world/root.ts'
import { failure } from '../failure.ts'
import type { ExitCode, Io } from '../io.ts'

/** Changes that come within so many milliseconds, as editors and Git make them, are one. */
const settle = 100

/**
 * Runs once, and again whenever a document below the root changes, until it is interrupted. What goes wrong in one run is told
 * and does not end the watch. The exit code is that of the last run.
 */
export async function watched(run: () => Promise<ExitCode>, output: string | undefined, io: Io): Promise<ExitCode> {
  const root = await findRoot(io.cwd)
  const own = output === undefined ? undefined : resolve(io.cwd, output)
  const changes = new Changes()
  const watcher = watch(root, { recursive: true }, (_, name) => {
    const file = name?.replaceAll('\\', '/')
    if (file !== undefined && isDocumentName(file) && isListed(file, '') && resolve(root, file) !== own) changes.note()
  })
  watcher.on('error', (error) => changes.end(error))
  io.onInterrupt?.(() => changes.end())
  let code: ExitCode = 2
  try {
    do {
      if (io.stdoutIsTerminal) io.stdout('\u001b[2J\u001b[H')
      code = await run().catch((error: unknown) => failure(error, io))
      io.stderr('onlyif: waiting for a change; Ctrl-C ends\n')
    } while (await changes.next())
    return code
  } finally {
    watcher.close()
  }
}

/** Changes as they come: `next` waits for one and until it has settled. */
class Changes {
  #isPending = false
  #isEnded = false
  #error: Error | undefined
  #wake: (() => void) | undefined

  note(): void {
    this.#isPending = true
    this.#wake?.()
  }

  end(error?: Error): void {
    this.#isEnded = true
    this.#error = error
    this.#wake?.()
  }

  /** Whether there was a change; false when it is over. Throws what ended the watch. */
  async next(): Promise<boolean> {
    while (!this.#isPending && !this.#isEnded) {
      await new Promise<void>((wake) => {
        this.#wake = wake
      })
    }
    while (this.#isPending && !this.#isEnded) {
      this.#isPending = false
      await new Promise((wake) => setTimeout(wake, settle))
      // What came in the meantime belongs to the same change: wait until nothing comes.
      if (!this.#isPending) break
    }
    if (this.#error) throw this.#error
    return !this.#isEnded
  }
}
