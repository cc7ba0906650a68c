import { type ChildProcess, fork } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Load, Loaded, ServerSettings, Started, Usage } from './exchange.ts'

const folder = dirname(fileURLToPath(import.meta.url))

/** A server in a process of its own. */
export interface ServerProcess extends Started {
  usage(collect?: boolean): Promise<Usage>
  stop(): Promise<void>
}

/** The process that sends. */
export interface Loader {
  run(load: Load): Promise<Loaded>
  stop(): Promise<void>
}

/** Starts a server. `profile` is a folder for a CPU profile of it. */
export async function startServer(settings: ServerSettings, profile?: string): Promise<ServerProcess> {
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${settings.server}.cpuprofile`]
  const child = fork(join(folder, 'server.js'), [JSON.stringify(settings)], { execArgv: ['--expose-gc', ...flags] })
  const started = (await answerOf(child)) as Started
  return {
    ...started,
    usage: async (collect = false) => {
      child.send({ collect })
      return (await answerOf(child)) as Usage
    },
    stop: () => stop(child),
  }
}

export function startLoader(): Loader {
  const child = fork(join(folder, 'load.js'), { execArgv: [] })
  return {
    run: async (load) => {
      child.send(load)
      return (await answerOf(child)) as Loaded
    },
    stop: () => stop(child),
  }
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('a process of the benchmark ended'))
    child.once('exit', gone)
    child.once('message', (message) => {
      child.off('exit', gone)
      resolve(message)
    })
  })
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.disconnect()
  })
}
