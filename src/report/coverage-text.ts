import type { CommitmentCoverage, RequirementCoverage } from '../authoring/coverage.ts'
import { isListing, leafWords, missingWords, reaches, shareWords, unseenWords } from './coverage-words.ts'
import { withoutCommands } from './escape.ts'
import { heading, labelled, type Sheet, sheetOf } from './layout.ts'
import type { ReportOptions } from './report-input.ts'
import { placeWords } from './requirement-block.ts'

/** What cases show, for a terminal: a line for each commitment, and what is missing with the place where it stands. */
export function coverageText(covers: readonly CommitmentCoverage[], minimum: number | undefined, options: ReportOptions): string {
  const sheet = sheetOf(options.width, options.colour ?? false)
  const lines = [...heading(sheet, 'Coverage', 'bold'), ...covers.flatMap((cover) => commitmentLines(sheet, cover, covers))]
  return withoutCommands(`\n${[...lines, ...minimumLines(sheet, covers, minimum)].join('\n')}\n`)
}

function commitmentLines(sheet: Sheet, cover: CommitmentCoverage, all: readonly CommitmentCoverage[]): string[] {
  const { commitment, outcomes, conditions, requirements } = cover
  const isWhole = reaches(cover, 100)
  const head = labelled(sheet, {
    indent: 0,
    label: isWhole ? '●' : '▲',
    labelWidth: 2,
    labelInk: isWhole ? 'green' : 'yellow',
    text: `${commitment.id}: outcomes ${shareWords(outcomes)}, conditions ${shareWords(conditions)}`,
  })
  return isListing(cover, all) ? head : [...head, ...requirements.flatMap((item) => requirementLines(sheet, item))]
}

function requirementLines(sheet: Sheet, cover: RequirementCoverage): string[] {
  const unseen = unseenWords(cover)
  const open = cover.conditions.filter(({ state }) => state !== 'shown')
  if (unseen === undefined && open.length === 0) return []
  const line = (text: string, place: string): string[] => labelled(sheet, { indent: 4, label: '', labelWidth: 0, text, place })
  return [
    ...labelled(sheet, { indent: 2, label: '', labelWidth: 0, text: cover.id, ink: 'bold' }),
    ...(unseen === undefined ? [] : line(unseen, placeWords(cover.requirement.place))),
    ...open.flatMap(({ leaf, state }) =>
      state === 'shown' ? [] : line(`${leafWords(leaf, cover.home.document.text)}: ${missingWords[state]}`, placeWords(leaf.place)),
    ),
  ]
}

function minimumLines({ paint }: Sheet, covers: readonly CommitmentCoverage[], minimum: number | undefined): string[] {
  if (minimum === undefined) return []
  const short = covers.filter((cover) => !reaches(cover, minimum)).map(({ commitment }) => commitment.id)
  if (short.length === 0) return []
  return [`${paint.red('✖')} ${short.join(', ')}: less than the ${minimum} % that are asked for`]
}

/** The same as data. */
export function coverageData(covers: readonly CommitmentCoverage[]): unknown {
  return covers.map(({ commitment, requirements, outcomes, conditions }) => ({
    commitment: commitment.id,
    file: commitment.document.file,
    outcomes,
    conditions,
    requirements: requirements.map((item) => ({
      id: item.id,
      at: item.requirement.place,
      outcomes: Object.fromEntries(item.outcomes.map(({ outcome, cases }) => [outcome, cases])),
      conditions: item.conditions.map(({ leaf, part, negated, state, pair }) => ({
        fact: leaf.fact,
        operator: leaf.operator,
        at: leaf.place,
        part,
        negated,
        state,
        ...(pair && { met: pair[0].name, notMet: pair[1].name }),
      })),
    })),
  }))
}
