import { dayOfInstant, formatDay, readDate, startOf } from '../model/date.ts'
import { starterCatalog, starterCommitment, starterConfig, starterLaunch, starterTest } from './starter-documents.ts'
import { type StarterDays, type StarterFile, type StarterInput, type StarterPaths, schemaPath } from './starter-input.ts'
import { extensionsText, ignoreText, settingsText, workflowPath, workflowText } from './starter-surroundings.ts'

const daysToLaunch = 30

/** The documents of a starter: a commitment, the catalog of its facts, a launch that meets it, and a test of it. */
export function starterDocuments(input: StarterInput): StarterFile[] {
  const paths = pathsOf(input)
  const days = daysOf(input.now)
  const file = (path: string, what: string, text: string): StarterFile => ({ path, what, text, ofRepository: false })
  return [
    file(paths.commitment, 'a first promise: edit every word', starterCommitment(input, paths)),
    file(paths.catalog, 'what each fact means, and whose', starterCatalog(input, days)),
    ...(input.hasLaunches ? [] : [file(paths.launch, 'an example launch that meets it', starterLaunch(input, days, 'example'))]),
    file(paths.test, 'examples that prove the promise', starterTest(input, paths, days)),
    file(paths.fixture, 'what the examples start from', starterLaunch(input, days, 'fixture')),
  ]
}

/** What is not known from the documents. */
export interface Around {
  /** The schema for editors, made from the catalog. */
  readonly schema: string
  readonly hasWorkflow: boolean
  /** Folders that commands will write, to be kept out of commits. */
  readonly ignored: readonly string[]
}

/** What surrounds the documents: the config, the settings of editors and of Git, and the workflow. */
export function starterSurroundings(input: StarterInput, { schema, hasWorkflow, ignored }: Around): StarterFile[] {
  const file = (path: string, what: string, text: string, ofRepository = false): StarterFile => ({ path, what, text, ofRepository })
  return [
    file('onlyif.yaml', 'where things are found', starterConfig(input)),
    file(schemaPath, 'what editors check from', schema),
    file('.vscode/settings.json', 'makes VS Code use it', settingsText(input), true),
    file('.vscode/extensions.json', 'its extension for YAML', extensionsText, true),
    file('.gitignore', 'keeps out what commands write', ignoreText(ignored)),
    ...(hasWorkflow ? [file(workflowPath, 'judges every pull request', workflowText(input), true)] : []),
  ]
}

/** Where the documents of a starter go. A catalog that is here already is left alone: new facts stand beside the commitment. */
export function pathsOf({ home, name, hasCatalog }: Pick<StarterInput, 'home' | 'name' | 'hasCatalog'>): StarterPaths {
  return {
    commitment: `${home}rules/${name}.yaml`,
    catalog: hasCatalog ? `${home}rules/${name}.catalog.yaml` : `${home}catalog.yaml`,
    launch: home === '' ? 'launch.yaml' : `${home}launches/first-launch.yaml`,
    test: `${home}rules/${name}.tests.yaml`,
    fixture: `${home}rules/fixtures/${name}.launch.yaml`,
  }
}

function daysOf(now: string): StarterDays {
  const date = readDate(now)
  if (!date.ok) throw new Error(date.message)
  const today = dayOfInstant(startOf(date.value))
  return { today: formatDay(today), launch: formatDay(today + daysToLaunch) }
}
