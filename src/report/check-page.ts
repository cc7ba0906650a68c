import type { ManifestEdit } from '../authoring/manifest-edits.ts'
import type { CheckAnnotation } from '../github/check-run.ts'
import { isInside } from '../model/file-path.ts'
import type { Decision } from '../model/generated/types.ts'
import { canonicalJson, digestOf } from '../source/digest.ts'
import { isGlob } from '../world/glob.ts'
import { type Annotation, annotationsOf } from './annotations.ts'
import { forTerminal } from './escape.ts'
import type { Alert } from './gate-page.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { editLine } from './standing-words.ts'
import { nextWords, verdictMarks } from './verdict-words.ts'

/** The title of a check: the verdict in few words, and whether it is only a try. */
export function checkTitle({ decisions, undecided, isBlocked }: ReportInput & { readonly isBlocked: boolean }, isDryRun = false): string {
  const total = decisions.length + undecided.length
  const blocked = decisions.filter((decision) => decision.blocked).length + undecided.length
  const [single] = decisions
  const words = !single
    ? 'nothing was decided'
    : total === 1
      ? `${verdictMarks[single.verdict].word}: ${nextWords(single)}`
      : `${blocked} of ${total} launches blocked`
  if (!isBlocked) return `${isDryRun ? 'Dry run: ' : ''}${total === 1 ? 'the launch' : `all ${total} launches`} may go`
  return isDryRun ? `Dry run, would have BLOCKED: ${words}` : words
}

/** Told where another branch judges than the one that the change is to go into. */
export function baseAlerts(base: string | undefined, judging: string): Alert[] {
  if (base === undefined || base === judging) return []
  return [
    {
      mark: 'note',
      text: `The branch \`${base}\` is not among the \`trustedBranches\`: what judges is read from \`${judging}\`.`,
      items: [],
    },
  ]
}

/** Told where a change opens gates without anything getting better. */
export function editAlerts(edits: readonly ManifestEdit[]): Alert[] {
  if (edits.length === 0) return []
  return [{ mark: 'warn', text: 'This change makes less be asked, or of others. Is that meant?', items: edits.map(editLine) }]
}

/** Told where nobody can say what a change does beside changing facts; `why` is lower case. */
export function notComparedAlert(why: string): Alert {
  return { mark: 'note', text: `Whether this change edits what judges could not be told: ${why}`, items: [] }
}

/** What was judged by what, for those who want to look it up. */
export function judgedByWords(head: string, { branch, commit }: { readonly branch: string; readonly commit: string }): string {
  return `Judged \`${head.slice(0, 12)}\` by what \`${branch}\` holds at \`${commit.slice(0, 12)}\`.`
}

/** What a check marks at lines of files. */
export function checkAnnotations(
  input: ReportInput,
  { only, isDryRun = false }: Pick<ReportOptions, 'only'> & { readonly isDryRun?: boolean },
): CheckAnnotation[] {
  return annotationsOf(input, { only })
    .filter(({ file }) => isAnnotatable(file))
    .map((item) => checkAnnotation(item, isDryRun))
}

/** Whether a remark can stand at a file: a diagnostic may be about the repository as a whole, or about an input. */
export function isAnnotatable(file: string): boolean {
  return file !== '.' && isInside(file) && !isGlob(file)
}

/** What a check's conclusion rests on, as its external id: the commit that judged, its files, and the decisions. */
export function checkFooting({
  base,
  files,
  decisions,
}: {
  readonly base: string
  readonly files: readonly { readonly file: string; readonly digest: string }[]
  readonly decisions: readonly Decision[]
}): string {
  const hex = (data: unknown): string => digestOf(canonicalJson(data)).slice('sha256:'.length)
  return `base=${base};rules=${hex(files.map(({ file, digest }) => [file, digest]))};decisions=${hex(decisions.map(({ digest }) => digest))}`
}

function checkAnnotation({ file, line, column, level, title, message }: Annotation, isDryRun: boolean): CheckAnnotation {
  return {
    path: file,
    line: line ?? 1,
    ...(line !== undefined && column !== undefined && { column }),
    level: level === 'error' && !isDryRun ? 'failure' : 'warning',
    title: forTerminal(title),
    message: message.split('\n').map(forTerminal).join('\n'),
  }
}
