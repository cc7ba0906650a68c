import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { forCommandMessage, withoutCommands } from '../src/report/escape.ts'
import { type CommandParts, commandOf } from '../src/report/github.ts'

/** Everything the Action touches of its process; tests give their own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  stdout(text: string): void
  /** The present moment, RFC 3339. */
  now(): string
}

/** The runner, in its own protocol: nothing that is said through it can become a command. */
export interface Runner {
  /** The value of an input; empty where it is not given. */
  input(name: string): string
  output(name: string, value: string): void
  /** Appends to the summary of the job; whether that was possible. */
  summary(markdown: string): boolean
  /** Has the runner hide a text wherever it is printed. */
  mask(secret: string): void
  /** Prints lines for people. */
  print(text: string): void
  /** Marks a place in a file, or the run as a whole. */
  annotate(parts: CommandParts): void
}

/** The runner of a process, by its environment. */
export function runnerOf({ env, stdout }: Io): Runner {
  const append = (variable: string, text: string): boolean => {
    const file = env[variable]
    if (file === undefined || file === '') return false
    try {
      appendFileSync(file, text)
      return true
    } catch {
      return false
    }
  }
  return {
    input: (name) => (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim(),
    output: (name, value) => {
      // Nobody can write a value that ends where it is not meant to.
      const end = `onlyif_${randomUUID()}`
      append('GITHUB_OUTPUT', `${name}<<${end}\n${value}\n${end}\n`)
    },
    summary: (markdown) => append('GITHUB_STEP_SUMMARY', markdown),
    mask: (secret) => {
      // Anywhere but on a runner this line would do the contrary.
      if (env['GITHUB_ACTIONS'] === 'true' && secret !== '') stdout(`::add-mask::${forCommandMessage(secret)}\n`)
    },
    print: (text) => {
      const word = `onlyif-${randomUUID()}`
      stdout(`::stop-commands::${word}\n${withoutCommands(text.endsWith('\n') ? text : `${text}\n`)}::${word}::\n`)
    },
    annotate: (parts) => stdout(`${commandOf(parts)}\n`),
  }
}
