import { type FileHandle, open } from 'node:fs/promises'
import { byText } from '../source/order.ts'
import type { DecisionEntry } from './entry.ts'
import { linkHash } from './entry.ts'
import type { EntryLine } from './export.ts'
import { StoreFailure } from './failure.ts'
import { decisionOfBody, hashOf } from './hash.ts'
import type { StoredInput } from './inputs.ts'
import { linesOf, type Span, spanText } from './lines.ts'
import type { Head } from './log.ts'
import { readEntry } from './read-entry.ts'
import { readExportLine } from './read-export.ts'
import { newWaiverReading } from './read-waivers.ts'
import type { Recorded } from './recorded.ts'

/** An exported log as it lies on disk. */
export interface Exported extends Recorded {
  /** The entry that the lines go on after: what was decided up to it is not in the file. */
  readonly after: number
  close(): Promise<void>
}

interface Index {
  readonly last: Map<string, Span>
  readonly decisions: Span[]
  readonly texts: Map<string, Span | { readonly erased: number }>
  after: number
}

/**
 * Opens an exported log to read decisions from it. It is read once, line by line, to see that it is whole and to note where
 * everything stands; only that is held. Throws a `StoreFailure` that names the line at the first thing that is wrong.
 */
export async function openExport(path: string): Promise<Exported> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new StoreFailure(
      'refused',
      error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read: ${error.code ?? error.message}`,
    )
  })
  try {
    return exportedIn(file, await indexOf(file))
  } catch (error) {
    await file.close()
    throw error
  }
}

function exportedIn(file: FileHandle, { last, decisions, texts, after }: Index): Exported {
  const entryAt = async (span: Span): Promise<{ readonly entry: DecisionEntry; readonly body: string | null }> => {
    const line = readExportLine(await spanText(file, span))
    const said = line.line === 'entry' && line.entry !== null ? readEntry(line.entry) : undefined
    if (line.line !== 'entry' || said?.kind !== 'decision') throw refused('the file was changed while it was read')
    return { entry: said, body: line.body }
  }
  return {
    after,
    async *last() {
      for (const [, span] of [...last].sort(([a], [b]) => byText(a, b))) yield (await entryAt(span)).entry
    },
    async *all() {
      for (const span of decisions) {
        const { entry, body } = await entryAt(span)
        if (body === null || hashOf(body) !== entry.decision)
          throw refused(`the decision about \`${entry.launch}\` does not fit its digest`)
        yield { recordedAt: entry.recordedAt, decision: decisionOfBody(body, entry.decision) }
      }
    },
    text: async (digest) => {
      const found = texts.get(digest)
      return found === undefined || 'erased' in found ? found : textAt(file, found, digest)
    },
    close: () => file.close(),
  }
}

async function textAt(file: FileHandle, span: Span, digest: string): Promise<StoredInput> {
  const line = readExportLine(await spanText(file, span))
  if (line.line !== 'input' || line.text === null || hashOf(line.text) !== digest)
    throw refused(`the text of the input ${digest} does not fit its digest`)
  return { text: line.text }
}

async function indexOf(file: FileHandle): Promise<Index> {
  const index: Index = { last: new Map(), decisions: [], texts: new Map(), after: 0 }
  const waivers = newWaiverReading()
  let head: Head | undefined
  let isEnded = false
  let number = 0
  for await (const { text, span } of linesOf(file)) {
    number++
    if (text.trim() === '') continue
    try {
      if (isEnded) throw refused('something follows the end')
      const line = readExportLine(text)
      if ((line.line === 'start') !== (head === undefined)) throw refused('an export begins with one line `start`')
      if (line.line === 'start') {
        head = { sequence: line.after, hash: line.previous as Head['hash'] }
        index.after = line.after
        waivers.begin(line)
      } else if (line.line === 'waiver') waivers.take(line)
      else if (line.line === 'input') index.texts.set(line.digest, line.text === null ? { erased: line.erased ?? 0 } : span)
      else if (line.line === 'entry') head = takeEntry(index, line, { span, head })
      else {
        if (head?.sequence !== line.sequence || head.hash !== line.hash) throw refused('the end is not that of the entries before it')
        waivers.end(line)
        isEnded = true
      }
    } catch (error) {
      throw error instanceof StoreFailure ? refused(`line ${number}: ${error.message}`) : error
    }
  }
  if (!isEnded) throw refused('the lines end before their end: the file was cut')
  return index
}

/** Sees that an entry is the next of the chain and says what was hashed, and notes where it stands. */
function takeEntry(index: Index, line: EntryLine, { span, head }: { readonly span: Span; readonly head: Head | undefined }): Head {
  const { sequence, digest, previous, hash, entry } = line
  const link = { sequence, entry: digest as Head['hash'], previous: previous as Head['hash'] }
  if (!head || sequence !== head.sequence + 1 || previous !== head.hash || linkHash(link) !== hash)
    throw refused(`entry ${sequence} does not follow the one before it`)
  if (entry !== null && hashOf(entry) !== digest) throw refused(`the text of entry ${sequence} does not fit its digest`)
  const said = entry === null ? undefined : readEntry(entry)
  if (said?.kind === 'decision') {
    index.last.set(said.launch, span)
    index.decisions.push(span)
  }
  return { sequence, hash: hash as Head['hash'] }
}

function refused(message: string): StoreFailure {
  return new StoreFailure('refused', message)
}
