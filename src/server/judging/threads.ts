import { availableParallelism } from 'node:os'
import { errorLine, type Log } from '../log-line.ts'
import { ProblemError } from '../problem.ts'
import { type Judges, judgesHere } from './judges.ts'
import { type Job, JudgingThread, type Loss } from './judging-thread.ts'
import { threadFile } from './thread-file.ts'

export interface ThreadOptions {
  /** The script of a thread, which calls `serveTasks`. */
  readonly file: string
  readonly count: number
  readonly log: Log
  /** How long a task may take before it is given up, in milliseconds: less than a request may. */
  readonly taskMs: number
}

const mostThreads = 4
const mostWaiting = 5000
/** Threads that end before they begin to work say that none will. */
const mostFalseStarts = 3
const taskMs = 20_000

/**
 * Those who judge for a service: threads, so that whoever asks for something else never waits for a judgement; where there are none, the
 * thread that asks. Without a number there is one for each core but the first, and four at most.
 */
export function judgesFor(threads: number | undefined, log: Log): Judges {
  const count = threads ?? Math.min(mostThreads, availableParallelism() - 1)
  return threadFile === undefined || count === 0 ? judgesHere : judgingThreads({ file: threadFile, count, log, taskMs })
}

/** Threads that do tasks. One that ends is replaced, and only the task that it was at is lost. */
export function judgingThreads({ file, count, log, taskMs }: ThreadOptions): Judges {
  const threads = new Set<JudgingThread>()
  const waiting: Job[] = []
  let falseStarts = 0
  let isStopped = false
  const hand = (): void => {
    for (;;) {
      const [next] = [...threads].filter((thread) => thread.mayTake).sort((a, b) => a.load - b.load)
      const job = next && waiting.shift()
      if (!job) return
      next.take(job)
    }
  }
  const begin = (): void => {
    const thread = new JudgingThread(file, taskMs, {
      onFree: hand,
      onEnd: (loss) => {
        threads.delete(thread)
        if (!isStopped) replace(loss)
      },
    })
    threads.add(thread)
  }
  const start = (): void => {
    try {
      begin()
    } catch (error) {
      // The system has no room for another thread: what judges already goes on, and so does everything else.
      replace({ hasBegun: false, unfinished: [], error })
    }
  }
  const replace = ({ hasBegun, unfinished, error }: Loss): void => {
    log('error', 'a thread that judges ended', { error: errorLine(error) })
    falseStarts = hasBegun ? 0 : falseStarts + 1
    waiting.unshift(...unfinished)
    if (falseStarts < mostFalseStarts) start()
    else if (threads.size === 0) {
      log('error', 'no thread that judges can be started; everything is judged where it is asked for', {})
      for (const { set, task, resolve, reject } of waiting.splice(0)) judgesHere.judge(set, task).then(resolve, reject)
    }
    hand()
  }
  for (let started = 0; started < count && falseStarts < mostFalseStarts; started++) start()
  return {
    judge: (set, task) => {
      if (threads.size === 0 && !isStopped) return judgesHere.judge(set, task)
      return new Promise((resolve, reject) => {
        if (isStopped || waiting.length >= mostWaiting) {
          reject(new ProblemError('unavailable', isStopped ? 'the service ends' : `${mostWaiting} requests wait to be judged`))
          return
        }
        waiting.push({ set, task, resolve, reject })
        hand()
      })
    },
    stop: async () => {
      isStopped = true
      for (const { reject } of waiting.splice(0)) reject(new ProblemError('unavailable', 'the service ends'))
      await Promise.all([...threads].map((thread) => thread.stop()))
    },
  }
}
