import type { Decision, JudgedRequirement } from '../model/generated/types.ts'
import { launchHeader, quietLine } from './launch-header.ts'
import { metList, notApplicableList, waiverList } from './launch-lists.ts'
import { heading, paragraph, type Sheet } from './layout.ts'
import type { Ink } from './paint.ts'
import { requirementBlock } from './requirement-block.ts'
import { toGoLines } from './to-go-lines.ts'
import { praiseWords } from './verdict-words.ts'

/** Whether a requirement is shown; what is hidden still counts. */
export type Shown = (requirement: JudgedRequirement) => boolean

interface Group {
  readonly name: string
  readonly ink: Ink
  readonly note: string
  readonly holds: (requirement: JudgedRequirement) => boolean
}

/** What is not met, by what the reader must do next. */
const groups: readonly Group[] = [
  { name: 'Fix', ink: 'red', note: 'these are not met', holds: (item) => item.enforcement === 'blocking' && item.outcome === 'unmet' },
  {
    name: 'Find out',
    ink: 'red',
    note: 'nobody can tell yet whether these are met',
    holds: (item) => item.enforcement === 'blocking' && item.outcome === 'unknown',
  },
  {
    name: 'Waived',
    ink: 'yellow',
    note: 'a lower bar is accepted for a time; not counted as met',
    holds: (item) => item.outcome === 'waived',
  },
  {
    name: 'Advisory, not met',
    ink: 'yellow',
    note: 'these do not stop the launch',
    holds: (item) => item.enforcement === 'advisory' && (item.outcome === 'unmet' || item.outcome === 'unknown'),
  },
]

/** One launch in full: the verdict, what to do next, and everything else that was judged. */
export function launchBlock(sheet: Sheet, decision: Decision, isShown: Shown, docs?: string): string[] {
  const shown = decision.requirements.filter(isShown)
  const idle = decision.waivers.filter((waiver) => waiver.state !== 'in-force' && shown.some((item) => item.id === waiver.requirement))
  const sections = [
    ...groups.map((group) => groupLines(sheet, decision, group, { items: shown.filter(group.holds), docs })),
    metList(
      sheet,
      shown.filter((item) => item.outcome === 'met'),
    ),
    notApplicableList(
      sheet,
      decision,
      shown.filter((item) => item.outcome === 'not-applicable'),
    ),
    waiverList(sheet, idle),
    toGoLines(sheet, decision),
  ]
  return [
    ...launchHeader(sheet, decision),
    ...sections.flatMap((lines) => (lines.length > 0 ? ['', ...lines] : [])),
    ...closing(sheet, decision),
  ]
}

interface Grouped {
  readonly items: readonly JudgedRequirement[]
  readonly docs: string | undefined
}

function groupLines(sheet: Sheet, decision: Decision, { name, ink, note }: Group, { items, docs }: Grouped): string[] {
  if (items.length === 0) return []
  const blocks = items.map((item) => requirementBlock(sheet, item, decision, docs))
  return [...heading(sheet, `${name} (${items.length})`, ink, note), ...blocks.flatMap((lines) => ['', ...lines])]
}

/** The end of a terminal report is what stays in sight, so a long one says its verdict again. */
function closing(sheet: Sheet, decision: Decision): string[] {
  const praise = praiseWords(decision)
  if (praise) return ['', ...paragraph(sheet, 0, praise, 'green')]
  if (!decision.blocked) return []
  return ['', ...quietLine(sheet, decision)]
}
