import { type ExportLine, exportFormat, formatBefore } from './export.ts'
import { StoreFailure } from './failure.ts'

type Shape = Readonly<Record<string, 'text' | 'number' | 'text?' | 'number?' | 'text or absent'>>

const shapes: Readonly<Record<ExportLine['line'], Shape>> = {
  start: { format: 'text', after: 'number', previous: 'text' },
  input: { digest: 'text', text: 'text?', erased: 'number?' },
  entry: { sequence: 'number', kind: 'text', digest: 'text', previous: 'text', hash: 'text', entry: 'text?', body: 'text?' },
  waiver: {
    ...{ id: 'text', launch: 'text', requirement: 'text', decision: 'text', state: 'text', document: 'text' },
    ...{ version: 'number', changedAt: 'number', digest: 'text' },
  },
  end: { sequence: 'number', hash: 'text', waivers: 'text or absent' },
}

/** Reads one exported line. Throws a `StoreFailure` on anything that is none. */
export function readExportLine(text: string): ExportLine {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw new StoreFailure('refused', 'it is not JSON')
  }
  const kind = isObject(data) ? data['line'] : undefined
  if (!isObject(data) || typeof kind !== 'string' || !Object.hasOwn(shapes, kind))
    throw new StoreFailure('refused', 'it is not a line of an exported log')
  for (const [key, type] of Object.entries(shapes[kind as ExportLine['line']]))
    if (!fits(data[key], type)) throw new StoreFailure('refused', `\`${key}\` is missing, or not what it should be`)
  if (kind === 'start' && data['format'] !== exportFormat && data['format'] !== formatBefore)
    throw new StoreFailure(
      'refused',
      `it is of another format than \`${exportFormat}\`: import it with the version of onlyif that wrote it`,
    )
  return data as unknown as ExportLine
}

function fits(value: unknown, type: Shape[string]): boolean {
  if (value === undefined) return type.endsWith('absent')
  if (value === null) return type.endsWith('?')
  return type.startsWith('text') ? typeof value === 'string' : Number.isSafeInteger(value) && (value as number) >= 0
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}
