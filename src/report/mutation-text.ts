import { changedLines } from '../authoring/mutation/edit.ts'
import { type MutationResult, type Survivor, scoreOf } from '../authoring/mutation/mutation.ts'
import { forTerminal, withoutCommands } from './escape.ts'
import { heading, labelled, type Sheet, sheetOf } from './layout.ts'
import type { ReportOptions } from './report-input.ts'

/** A survivor, with a case that would notice it where one was found. */
export interface ToldSurvivor {
  readonly survivor: Survivor
  readonly lines?: readonly string[]
}

/** The mutants of one commitment as they are told. */
export interface ToldMutation {
  readonly result: MutationResult
  readonly survivors: readonly ToldSurvivor[]
}

/** Beyond so many lines an edit is cut. */
const shownLines = 6

/** What mutation came to, for a terminal: a score for each commitment, and each survivor as a diff with a case to paste. */
export function mutationText(told: readonly ToldMutation[], minimum: number | undefined, options: ReportOptions): string {
  const sheet = sheetOf(options.width, options.colour ?? false)
  const lines = [...heading(sheet, 'Mutation', 'bold'), ...told.flatMap((item) => commitmentLines(sheet, item))]
  const short = told.filter(({ result }) => minimum !== undefined && scoreOf(result) < minimum)
  if (short.length > 0)
    lines.push(
      `${sheet.paint.red('✖')} ${short.map(({ result }) => result.commitment.id).join(', ')}: less than the ${minimum} % that are asked for`,
    )
  return withoutCommands(`\n${lines.join('\n')}\n`)
}

function commitmentLines(sheet: Sheet, { result, survivors }: ToldMutation): string[] {
  const { commitment, killed, equivalent } = result
  const all = killed + survivors.length
  const left = equivalent.length > 0 ? `; ${equivalent.length} left out, proved to change nothing` : ''
  const head = labelled(sheet, {
    indent: 0,
    label: survivors.length === 0 ? '●' : '▲',
    labelWidth: 2,
    labelInk: survivors.length === 0 ? 'green' : 'yellow',
    text: `${commitment.id}: ${killed} of ${all} changes noticed (${scoreOf(result)} %)${left}`,
  })
  return [...head, ...survivors.flatMap((item) => survivorLines(sheet, item, result))]
}

function survivorLines(sheet: Sheet, { survivor, lines }: ToldSurvivor, { commitment }: MutationResult): string[] {
  const { paint } = sheet
  const { mutant } = survivor
  const { file, text } = commitment.document
  const { line, before, after } = changedLines(text, mutant.edit)
  const diff = [
    ...before.slice(0, shownLines).map((item) => paint.red(`- ${forTerminal(item)}`)),
    ...after.slice(0, shownLines).map((item) => paint.green(`+ ${forTerminal(item)}`)),
  ]
  const whose = mutant.requirement === undefined ? commitment.id : mutant.requirement
  const told = lines
    ? ['    a case that would notice it:', ...lines.map((item) => `      ${forTerminal(item)}`)]
    : ['    no case was found that would notice it']
  return [
    '',
    ...labelled(sheet, { indent: 2, label: '', labelWidth: 0, text: `${whose}: ${mutant.what}`, ink: 'bold', place: `${file}:${line}` }),
    ...diff.map((item) => `    ${item}`),
    ...told,
  ]
}

/** The same as data. */
export function mutationData(told: readonly ToldMutation[]): unknown {
  return told.map(({ result, survivors }) => ({
    commitment: result.commitment.id,
    file: result.commitment.document.file,
    score: scoreOf(result),
    killed: result.killed,
    repeated: result.repeated,
    invalid: result.invalid,
    equivalent: result.equivalent.map((mutant) => ({ requirement: mutant.requirement, kind: mutant.kind, what: mutant.what })),
    survivors: survivors.map(({ survivor: { mutant }, lines }) => ({
      requirement: mutant.requirement,
      kind: mutant.kind,
      what: mutant.what,
      ...changedLines(result.commitment.document.text, mutant.edit),
      ...(lines && { case: lines.join('\n') }),
    })),
  }))
}
