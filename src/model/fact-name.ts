import { keyRangeOf, type MappingEntry } from '../source/node.ts'
import { type Reading, report } from './fields.ts'
import { isPath, isReserved, nameHint, reservedHint } from './path.ts'
import { excerpt } from './wording.ts'

/**
 * Whether the key of an entry can name a fact, which is reported if not. `path` is the whole name where the entry stands in a
 * group; `forField` says where the fields of a launch belong instead, given the field, or `''` for `launch` itself.
 */
export function checkFactName(reading: Reading, entry: MappingEntry, forField: (field: string) => string, path = entry.key): boolean {
  const range = keyRangeOf(reading.document, entry)
  if (!isPath(entry.key)) {
    const message = `\`${excerpt(entry.key)}\` is not the name of a fact`
    report(reading, 'launch/wrong-path', { range, message, hint: nameHint(entry.key) })
    return false
  }
  if (!isReserved(path)) return true
  const message = `the fact \`${excerpt(path)}\` starts with a reserved word`
  report(reading, 'launch/reserved-path', { range, message, hint: reservedHint(path, forField) })
  return false
}
