import { commitBody, repositoryPage, repositoryUrl } from './bodies.ts'
import { type Answer, type Call, found, ok, paged } from './call.ts'
import { commitOf, filesOf, history, mergeBase } from './git-objects.ts'

/** How one file differs, as `diff-entry` tells it. */
export interface DiffEntry {
  readonly filename: string
  readonly status: 'added' | 'modified' | 'removed'
  readonly sha: string
  readonly additions: number
  readonly deletions: number
  readonly changes: number
  readonly blob_url: string
  readonly raw_url: string
  readonly contents_url: string
  readonly patch?: string
}

function linesOf(call: Call, sha: string | undefined): string[] {
  const blob = sha === undefined ? undefined : call.repository.objects.get(sha)
  if (blob?.kind !== 'blob') return []
  const lines = Buffer.from(blob.bytes).toString().split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** Every file that differs between two commits. The patch takes everything between the first and the last change as changed. */
export function diffEntries(call: Call, from: string | undefined, to: string): DiffEntry[] {
  const { objects } = call.repository
  const before = from === undefined ? new Map() : filesOf(objects, from)
  const after = filesOf(objects, to)
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  return paths.flatMap((path): DiffEntry[] => {
    const [old, fresh] = [before.get(path), after.get(path)]
    if (old?.sha === fresh?.sha && old?.mode === fresh?.mode) return []
    const [gone, come] = [linesOf(call, old?.sha), linesOf(call, fresh?.sha)]
    let start = 0
    while (start < gone.length && start < come.length && gone[start] === come[start]) start++
    let end = 0
    while (end < gone.length - start && end < come.length - start && gone.at(-1 - end) === come.at(-1 - end)) end++
    const [deletions, additions] = [gone.slice(start, gone.length - end), come.slice(start, come.length - end)]
    const page = repositoryPage(call.repository)
    const hunk = `@@ -${start + 1},${deletions.length} +${start + 1},${additions.length} @@`
    return [
      {
        filename: path,
        status: old === undefined ? 'added' : fresh === undefined ? 'removed' : 'modified',
        sha: fresh?.sha ?? old?.sha ?? '',
        additions: additions.length,
        deletions: deletions.length,
        changes: additions.length + deletions.length,
        blob_url: `${page}/blob/${to}/${encodeURI(path)}`,
        raw_url: `${page}/raw/${to}/${encodeURI(path)}`,
        contents_url: `${repositoryUrl(call.api, call.repository)}/contents/${encodeURI(path)}?ref=${to}`,
        patch: [hunk, ...deletions.map((line) => `-${line}`), ...additions.map((line) => `+${line}`)].join('\n'),
      },
    ]
  })
}

/** What `base...head` answers: commits by page, and at most 300 files, all of them on the first page. */
export function comparisonBody(call: Call, base: string, head: string): Answer {
  const { repository, api, world } = call
  const { objects } = repository
  const fork = found(mergeBase(objects, head, base))
  const before = new Set(history(objects, base).map((commit) => commit.sha))
  const ahead = history(objects, head).filter((commit) => !before.has(commit.sha))
  const after = new Set(history(objects, head).map((commit) => commit.sha))
  const behind = history(objects, base).filter((commit) => !after.has(commit.sha)).length
  const { items, headers } = paged(call, ahead.reverse())
  const page = `${repositoryPage(repository)}/compare/${base}...${head}`
  const files = diffEntries(call, fork.sha, head).slice(0, 300)
  return ok(
    {
      url: `${repositoryUrl(api, repository)}/compare/${base}...${head}`,
      html_url: page,
      permalink_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: commitBody(api, repository, found(commitOf(objects, base)), world),
      merge_base_commit: commitBody(api, repository, fork, world),
      status: ahead.length === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged',
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits: items.map((commit) => commitBody(api, repository, commit, world)),
      ...(Number(call.query.get('page') ?? 1) > 1 ? {} : { files }),
    },
    headers,
  )
}
