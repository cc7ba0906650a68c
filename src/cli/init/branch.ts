import { execFile } from 'node:child_process'
import { forTerminal } from '../../report/escape.ts'
import { gitCommand } from '../../world/git.ts'

/** The branch that pull requests go to, and where that is known from. */
export interface DefaultBranch {
  readonly name: string
  /** Said by the remote or the config that is here. All else is a guess: by a usual name, the branch that is out, or nothing at all. */
  readonly from: 'said' | 'usual-name' | 'current' | 'nothing'
  /** What it seems to be, where that may not stand in a command of a workflow. */
  readonly unfit?: string
}

const usual = ['main', 'master']

/**
 * Looks for the default branch: what the remote says, or the config, which names the `trusted` ones; else `main` or `master` where there is
 * one, else the current one, else `main`.
 */
export async function defaultBranch(repository: string, trusted: readonly string[]): Promise<DefaultBranch> {
  const head = (await git(repository, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'])).replace(/^origin\//, '')
  const said = trusted.includes(head) ? head : (trusted[0] ?? head)
  if (said !== '') return fitting({ name: said, from: 'said' })
  const current = await git(repository, ['symbolic-ref', '--quiet', '--short', 'HEAD'])
  if (usual.includes(current)) return { name: current, from: 'current' }
  const local = await git(repository, ['for-each-ref', '--format=%(refname:short)', ...usual.map((name) => `refs/heads/${name}`)])
  const name = usual.find((item) => local.split('\n').includes(item))
  if (name !== undefined) return { name, from: 'usual-name' }
  return current === '' ? { name: 'main', from: 'nothing' } : fitting({ name: current, from: 'current' })
}

/** A branch whose name a shell would obey is not written anywhere. */
function fitting(branch: DefaultBranch): DefaultBranch {
  return /^[A-Za-z0-9][A-Za-z0-9._/-]{0,100}$/.test(branch.name) ? branch : { name: 'main', from: 'nothing', unfit: branch.name }
}

/** What was guessed, and where to say otherwise; undefined where nothing was. */
export function guessWords({ name, from, unfit }: DefaultBranch, runsWorkflows: boolean): string | undefined {
  if (from === 'said') return undefined
  const otherwise = `If it is another, change it in onlyif.yaml and in ${runsWorkflows ? 'the workflow' : 'your pipeline'}.`
  if (unfit !== undefined)
    return `The branch ${forTerminal(unfit)} has a name that no command should hold: ${name} is written in its place. ${otherwise}`
  const why = { 'usual-name': 'by its name', current: 'the current one', nothing: 'as is usual' }[from]
  return `No remote says which branch pull requests go to. It is taken to be ${name}, ${why}. ${otherwise}`
}

/** What Git says; empty where it says nothing, or is not here. */
export function git(folder: string, args: readonly string[]): Promise<string> {
  const command = gitCommand(folder, args)
  return new Promise((done) => {
    execFile('git', [...command.args], { env: command.env, encoding: 'utf8', windowsHide: true }, (error, stdout) =>
      done(error ? '' : stdout.trim()),
    )
  })
}
