import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { StandingSet } from '../commitments/standing-set.ts'
import { ProblemError } from '../problem.ts'
import { type FromThread, outcomeOf, type ToThread } from './messages.ts'
import type { Outcome, Task } from './task.ts'

/** A task that waits for its outcome. */
export interface Job {
  readonly set: StandingSet | undefined
  readonly task: Task
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

/** What is left when a thread ends. */
export interface Loss {
  /** Whether it ever got so far that it could do tasks. */
  readonly hasBegun: boolean
  /** Tasks that it had not begun. */
  readonly unfinished: readonly Job[]
  readonly error: unknown
}

export interface ThreadEvents {
  /** It has begun, or has done a task. */
  readonly onFree: () => void
  /** It has ended without being told to. */
  readonly onEnd: (loss: Loss) => void
}

/** So many that it has work while this thread waits for the disk, so few that they are shared evenly. */
const mostAhead = 16

let lastId = 0
let lastSet = 0
const numbers = new WeakMap<StandingSet, number>()

/** One thread that does tasks, in the order in which it is handed them. It does not keep the process alive. */
export class JudgingThread {
  readonly #worker: Worker
  readonly #taskMs: number
  readonly #events: ThreadEvents
  readonly #jobs = new Map<number, Job>()
  /** The sets that it has, by their numbers. */
  readonly #sets = new Set<number>()
  #clock: NodeJS.Timeout | undefined
  #hasBegun = false
  #hasEnded = false

  constructor(file: string, taskMs: number, events: ThreadEvents) {
    this.#taskMs = taskMs
    this.#events = events
    // It needs nothing of what the environment tells the service.
    this.#worker = new Worker(file, { env: {}, execArgv: [] })
    this.#worker.unref()
    this.#worker.on('message', (message: FromThread) => this.#hear(message))
    this.#worker.on('error', (error) => this.#lose(error))
    this.#worker.on('exit', (code) => this.#lose(new Error(`it ended with ${code}`)))
  }

  /** Tasks that it has not done yet. */
  get load(): number {
    return this.#jobs.size
  }

  get mayTake(): boolean {
    return !this.#hasEnded && this.load < mostAhead
  }

  take(job: Job): void {
    const id = ++lastId
    this.#jobs.set(id, job)
    try {
      this.#post({ kind: 'task', id, set: job.set && this.#numberOf(job.set), task: job.task })
    } catch (error) {
      this.#jobs.delete(id)
      job.reject(error)
    }
    if (this.#jobs.size === 1) this.#watch()
  }

  async stop(): Promise<void> {
    this.#hasEnded = true
    clearTimeout(this.#clock)
    for (const { reject } of this.#jobs.values()) reject(new ProblemError('unavailable', 'the service ends'))
    this.#jobs.clear()
    await this.#worker.terminate()
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message)
  }

  /** The number of a set, which the thread is given before it is asked to judge by it; of others it keeps the one before. */
  #numberOf(set: StandingSet): number {
    const known = numbers.get(set) ?? ++lastSet
    numbers.set(set, known)
    if (!this.#sets.has(known)) {
      const forget = [...this.#sets].slice(0, -1)
      for (const old of forget) this.#sets.delete(old)
      this.#sets.add(known)
      this.#post({ kind: 'set', set: known, recipe: set.recipe, forget })
    }
    return known
  }

  #hear(message: FromThread): void {
    this.#hasBegun = true
    if (message.kind !== 'begun') {
      const job = this.#jobs.get(message.id)
      this.#jobs.delete(message.id)
      if (job) settle(job, message)
    }
    this.#watch()
    this.#events.onFree()
  }

  /** Begins to wait for the task that it is at now. */
  #watch(): void {
    clearTimeout(this.#clock)
    const [first] = this.#jobs.keys()
    if (first === undefined || this.#hasEnded) return
    this.#clock = setTimeout(() => void this.#giveUp(first), this.#taskMs)
    this.#clock.unref()
  }

  async #giveUp(id: number): Promise<void> {
    // What it has said meanwhile is heard first, if this thread was busy itself.
    await setImmediate()
    const job = this.#jobs.get(id)
    if (!job || this.#hasEnded) return
    this.#jobs.delete(id)
    const seconds = Math.round(this.#taskMs / 1000)
    job.reject(
      new ProblemError('too-large', `judging this took more than ${seconds} seconds, and was given up`, {
        hint: 'send fewer launches at once, or shorter texts',
      }),
    )
    this.#end(new Error(`a task took more than ${seconds} seconds`))
    await this.#worker.terminate()
  }

  /** It broke: at the first of its tasks, if it had begun. */
  #lose(error: Error): void {
    const [first] = this.#jobs.keys()
    if (this.#hasBegun && !this.#hasEnded && first !== undefined) {
      this.#jobs.get(first)?.reject(new Error(`a thread that judges ended: ${error.message}`))
      this.#jobs.delete(first)
    }
    this.#end(error)
  }

  #end(error: unknown): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    clearTimeout(this.#clock)
    const unfinished = [...this.#jobs.values()]
    this.#jobs.clear()
    this.#events.onEnd({ hasBegun: this.#hasBegun, unfinished, error })
  }
}

function settle({ resolve, reject }: Job, ended: Exclude<FromThread, { kind: 'begun' }>): void {
  try {
    resolve(outcomeOf(ended))
  } catch (error) {
    reject(error)
  }
}
