import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { forTerminal } from '../../report/escape.ts'
import { counted } from '../../report/value-words.ts'
import { type ExitCode, type Io, UsageError } from '../io.ts'
import { withStore } from '../store-access.ts'

/** What `onlyif export` is asked to do. */
export interface ExportOptions {
  readonly data?: string
  readonly from?: number
  readonly output?: string
}

/** Writes the log and the waivers of a store line by line; only some lines are held at a time. */
export function exportStore({ data, from, output }: ExportOptions, io: Io): Promise<ExitCode> {
  return withStore<ExitCode>(data, { create: false, io }, async (store) => {
    const out = output === undefined ? undefined : fileAt(resolve(io.cwd, output), output)
    let entries = 0
    const waivers = new Set<string>()
    for await (const line of store.exportLines(from === undefined ? {} : { from })) {
      const text = `${JSON.stringify(line)}\n`
      if (line.line === 'entry') entries++
      if (line.line === 'waiver') waivers.add(line.id)
      if (out) await out.write(text)
      else io.stdout(text)
    }
    await out?.close()
    const also = waivers.size === 0 ? '' : ` and ${counted(waivers.size, 'waiver')}`
    io.stderr(`${counted(entries, 'entry', 'entries')}${also} written${output === undefined ? '' : ` to ${forTerminal(output)}`}\n`)
    return 0
  })
}

interface Out {
  write(text: string): Promise<void>
  close(): Promise<void>
}

/** A file written no faster than the disk takes it. */
function fileAt(path: string, name: string): Out {
  const stream = createWriteStream(path)
  const failed = new Promise<never>((_, reject) => {
    stream.once('error', (error: NodeJS.ErrnoException) =>
      reject(new UsageError(`the export cannot be written to ${name}: ${error.code ?? error.message}`)),
    )
  })
  failed.catch(() => undefined)
  return {
    async write(text) {
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), failed])
    },
    async close() {
      stream.end()
      await Promise.race([once(stream, 'finish'), failed])
    },
  }
}
