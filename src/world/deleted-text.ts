import { gitText } from './git.ts'

/** A commit that took a text out of files, or changed how often it stands there, and the commits before it. */
export interface Removal {
  readonly commit: string
  readonly parents: readonly string[]
}

/** Beyond so many edits of one id nobody remembers what it was. */
const mostCommits = 50

/** The commits up to `ref` that changed how often a text stands in files below folders, the newest first. Of a folder that has no history, none. */
export async function commitsThatMoved(
  root: string,
  text: string,
  { ref, folders }: { readonly ref: string; readonly folders: readonly string[] },
): Promise<Removal[]> {
  const args = [
    'log',
    `-S${text}`,
    '--no-textconv',
    '--no-ext-diff',
    '--no-renames',
    `--max-count=${mostCommits}`,
    '--format=%H %P',
    '--end-of-options',
    ref,
    '--',
    ...folders,
  ]
  const said = await gitText(root, args)
  return (said ?? '').split('\n').flatMap((line) => {
    const [commit, ...parents] = line.split(' ')
    return commit ? [{ commit, parents: parents.filter((parent) => parent !== '') }] : []
  })
}

/** Whether the clone lacks older commits, so that not everything that was deleted can be seen. */
export async function isShallow(root: string): Promise<boolean> {
  return (await gitText(root, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true'
}
