import type { Io } from './io.ts'

/** Below this many things a bar would only flicker. */
const few = 100

const cells = 30

export interface ProgressBar {
  /** Tells how many are done; draws only where something new is to be seen. */
  readonly show: (done: number) => void
  /** Takes the bar away. */
  readonly end: () => void
}

/** A bar on the side of a terminal; nothing where nobody looks. */
export function progressBar(io: Pick<Io, 'stderr' | 'stderrIsTerminal'>, total: number, noun: string): ProgressBar {
  if (!io.stderrIsTerminal || total < few) return { show: () => undefined, end: () => undefined }
  let drawn = -1
  return {
    show: (done) => {
      const percent = Math.floor((done * 100) / total)
      if (percent === drawn) return
      drawn = percent
      const full = Math.floor((done * cells) / total)
      io.stderr(`\r\u001b[K${'█'.repeat(full)}${'░'.repeat(cells - full)} ${String(percent).padStart(3)}% of ${total} ${noun}`)
    },
    end: () => io.stderr('\r\u001b[K'),
  }
}
