import type { Decision } from '../../model/generated/types.ts'
import { checkData } from '../../report/schema-check.ts'
import { digestOf } from '../../source/digest.ts'
import type { ExportLine } from '../../store/index.ts'
import { readEntry } from '../../store/read-entry.ts'
import { readExportLine } from '../../store/read-export.ts'
import type { Recorded } from '../../web/room/add-decision.ts'
import { UsageError } from '../io.ts'

/** The decision of a line of an exported log; undefined for lines about something else, and for decisions that were pruned. */
export function recordedOfText(text: string): Recorded | undefined {
  try {
    return recordedOfLine(readExportLine(text))
  } catch (error) {
    if (error instanceof Error && error.name === 'StoreFailure') throw new UsageError(`a line of the log cannot be read: ${error.message}`)
    throw error
  }
}

/** As `recordedOfText`, of a line that was read. What its digest does not fit, or has another form, was never a decision. */
export function recordedOfLine(line: ExportLine): Recorded | undefined {
  if (line.line !== 'entry' || line.entry === null || line.body === null) return undefined
  const recorded = readEntry(line.entry)
  if (recorded?.kind !== 'decision') return undefined
  if (digestOf(line.body) !== recorded.decision)
    throw new UsageError(`entry ${line.sequence} of the log was altered: its digest does not fit it`, 'see `onlyif verify`')
  const { apiVersion, kind, ...rest } = JSON.parse(line.body) as Decision
  const decision: Decision = { apiVersion, kind, ...rest, digest: recorded.decision }
  if (checkData(decision, 'Decision').length > 0)
    throw new UsageError(`entry ${line.sequence} of the log holds no decision of this version`)
  return { decision, sequence: line.sequence, recorded }
}
