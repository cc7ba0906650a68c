import { relative, sep } from 'node:path'
import { pathsOf } from '../../authoring/starter.ts'
import type { StarterFile, StarterInput } from '../../authoring/starter-input.ts'
import { schemaSetting } from '../../authoring/starter-surroundings.ts'
import { forTerminal } from '../../report/escape.ts'
import { wrap } from '../../report/measure.ts'
import { counted } from '../../report/value-words.ts'
import { guessWords } from './branch.ts'
import type { Survey } from './survey.ts'

/** So many columns are enough to say in words what a file is. */
const narrowest = 24

/** A file of the starter as it came to be. */
export interface Laid {
  readonly file: StarterFile
  /** As seen from where the command runs. */
  readonly path: string
  readonly state: 'written' | 'kept'
}

export interface InitTelling {
  readonly found: Survey
  readonly input: StarterInput
  readonly laid: readonly Laid[]
  readonly cwd: string
  readonly isDry: boolean
  /** Whether settings of an editor that were kept lead to the schema already. */
  readonly isSettled: boolean
  /** Folders that commands would write and that the file of Git for such does not name. */
  readonly toIgnore: readonly string[]
  /** Columns of the terminal, where they are known. */
  readonly columns: number | undefined
}

/** What was written and what was kept, and the next three steps. */
export function initText(telling: InitTelling): string {
  const { laid, isDry, columns } = telling
  const room = Math.min(columns ?? 80, 100)
  const written = laid.filter((item) => item.state === 'written')
  const kept = laid.filter((item) => item.state === 'kept')
  const width = Math.max(0, ...laid.map((item) => item.path.length))
  const lines = (items: readonly Laid[]): string[] =>
    items.flatMap(({ path, file }) => {
      const name = `  ${forTerminal(path).padEnd(width)}  `
      // Beside the names where there is room for words, else below.
      if (room - name.length < narrowest) return [name.trimEnd(), ...wrap(file.what, room - 6).map((line) => `      ${line}`)]
      return wrap(file.what, room - name.length).map((line, index) => `${index === 0 ? name : ' '.repeat(name.length)}${line}`)
    })
  const blocks = [
    written.length === 0 ? [] : [`${isDry ? 'Would write' : 'Wrote'} ${counted(written.length, 'file')}:`, ...lines(written)],
    kept.length === 0 ? [] : ['Kept as it is:', ...lines(kept)],
    // What is there to be copied is not broken.
    notes(telling).flatMap((note) => (/"yaml\.schemas"|npx /.test(note) ? [note] : wrap(note, room))),
    isDry ? [] : ['Next:', ...steps(telling).flatMap((step, index) => stepLines(step, index + 1, room))],
  ]
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`
}

/** A step with its number, each of its sentences wrapped under the first word. */
function stepLines(step: string, number: number, room: number): string[] {
  const lines = step.split('\n').flatMap((line) => wrap(line.trim(), room - 5))
  return lines.map((line, index) => `${index === 0 ? `  ${number}. ` : '     '}${line}`)
}

/** What the author should know about what is here. */
function notes({ found, input, laid, isSettled, toIgnore }: InitTelling): string[] {
  const { commitments, home } = found.documents
  const [first] = commitments
  const guess = guessWords(found.branch, found.runsWorkflows)
  const settings = laid.find((item) => item.file.path === '.vscode/settings.json')
  return [
    ...(first ? [`There is a commitment here, ${forTerminal(first.id)} in ${forTerminal(first.file)}: no other one was begun.`] : []),
    ...(home === '' ? [] : [`Other tools keep YAML where onlyif would look, so everything is in ${home}.`]),
    ...(guess === undefined ? [] : [guess]),
    ...(settings?.state === 'kept' && !isSettled
      ? [`So that VS Code completes facts, ${settings.path} needs: "yaml.schemas": ${JSON.stringify(schemaSetting(input))}`]
      : []),
    ...(laid.some((item) => item.file.path === '.gitignore' && item.state === 'kept') && toIgnore.length > 0
      ? [`So that what commands write is not committed, .gitignore needs: ${toIgnore.map((name) => `/${name}/`).join(' ')}`]
      : []),
    ...(found.codeowners === undefined
      ? []
      : [
          `${found.codeowners} says who reviews what: name somebody there for ${home === '' ? 'rules/, catalog.yaml' : home} and onlyif.yaml.`,
        ]),
    ...(found.runsWorkflows ? [] : [`In your pipeline, run: npx --yes ${input.engine} check --trusted-ref origin/${input.branch}`]),
  ]
}

function steps({ found, input, laid, cwd }: InitTelling): string[] {
  const { commitments, launches } = found.documents
  const to = relative(cwd, found.root).split(sep).join('/')
  const command = (name: string): string => (to === '' ? `onlyif ${name}` : `cd ${forTerminal(to)} && onlyif ${name}`)
  const commit = `Commit it to ${input.branch}: from then on every pull request is judged by what ${input.branch} says.`
  const then = '\n     '
  if (commitments.length > 0)
    return [`${command('lint')}: finds mistakes in any of the files`, `${command('check')}: judges the launches`, commit]
  const paths = pathsOf(input)
  const shown = (path: string): string => laid.find((item) => item.file.path === path)?.path ?? path
  if (launches.length > 0) {
    return [
      `${command('check')}: judges ${counted(launches.length, 'launch', 'launches')}; the new requirements are advisory, so they block nothing yet`,
      `Supply in your launches what it says is unknown; ${shown(paths.catalog)} says what each fact means.`,
      `In ${shown(paths.commitment)}, take out \`enforcement: advisory\` where its owner is ready: then it blocks.${then}${commit}`,
    ]
  }
  const line = lineOf(laid, paths.launch, 'beta.csat')
  return [
    `${command('check')}: judges the example launch, which is a GO`,
    `In ${shown(paths.launch)}, line ${line}, change 4.4 to 3.9 and check again: NO-GO, with what to mend and who owns it.`,
    `Make ${shown(paths.commitment)} your promise, and put into ${shown(paths.launch)} what is true.${then}${commit}`,
  ]
}

function lineOf(laid: readonly Laid[], path: string, fact: string): number {
  const text = laid.find((item) => item.file.path === path)?.file.text ?? ''
  return text.split('\n').findIndex((line) => line.trimStart().startsWith(`${fact}:`)) + 1
}
