import { requirementsOf } from '../../model/commitment.ts'
import type { Finding, JudgedRequirement } from '../../model/generated/types.ts'
import { outcomeMarks } from '../../report/verdict-words.ts'
import { foundOf } from '../../report/words.ts'
import { outcomeMark } from '../marks.ts'
import type { Mark } from '../table/table.ts'
import { fileOf, type JudgedTexts, type Pane } from './judged-texts.ts'

/** What stands at the end of a line: how it came out, and in a few words what was found. */
export interface LineMark {
  /** From 1. */
  readonly line: number
  readonly mark: Pick<Mark, 'symbol' | 'tone'> & { readonly word: string }
  readonly text: string
}

/** The outcome of each requirement at its line, and of each finding at its own, in both texts. */
export function lineMarks({ documents, decision }: JudgedTexts): Readonly<Record<Pane, readonly LineMark[]>> {
  if (!decision) return { commitment: [], manifest: [] }
  const lines = new Map(documents.commitments.flatMap(requirementsOf).map(({ id, place }) => [id, place.line]))
  const requirements = decision.requirements.flatMap((item): LineMark[] => {
    const line = lines.get(item.id)
    return line === undefined ? [] : [{ line, mark: outcomeMark(item.outcome, item.enforcement), text: '' }]
  })
  const findings = decision.requirements.flatMap((item) =>
    item.outcome === 'not-applicable' ? [] : item.findings.map((finding) => ({ item, finding })),
  )
  const commitment = findings.flatMap(({ item, finding }): LineMark[] =>
    finding.commitment.file === fileOf.commitment
      ? [{ line: finding.commitment.line, mark: markOf(finding, item), text: foundOf(finding, decision) }]
      : [],
  )
  const manifest = findings.flatMap(({ item, finding }): LineMark[] =>
    finding.manifest?.file === fileOf.manifest && finding.manifest.nearest !== true
      ? [{ line: finding.manifest.line, mark: markOf(finding, item), text: finding.result === 'met' ? '' : foundOf(finding, decision) }]
      : [],
  )
  return { commitment: oneEachLine([...requirements, ...commitment]), manifest: oneEachLine(manifest) }
}

function markOf({ result }: Finding, { enforcement }: JudgedRequirement): LineMark['mark'] {
  return outcomeMark(result, enforcement)
}

/** The worst of several on one line, with how many more there are. */
function oneEachLine(marks: readonly LineMark[]): LineMark[] {
  const lines = new Map<number, LineMark[]>()
  for (const mark of marks) lines.set(mark.line, [...(lines.get(mark.line) ?? []), mark])
  return [...lines.values()].flatMap((all) => {
    const distinct = [...new Map(all.map((item) => [`${item.mark.word}${item.text}`, item])).values()].sort((a, b) => rank(a) - rank(b))
    const [first, second] = distinct
    if (!first) return []
    return [second && first.text === '' ? { ...first, text: second.text } : first]
  })
}

const order = [outcomeMarks.unmet, outcomeMarks.unknown, outcomeMarks.waived, outcomeMarks.met, outcomeMarks['not-applicable']].map(
  ({ word }) => word,
)

function rank({ mark }: LineMark): number {
  return order.indexOf(mark.word)
}
