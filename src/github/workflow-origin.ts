/** What the runner says about the workflow file of a run. */
export interface WorkflowSource {
  /** `GITHUB_EVENT_NAME`. */
  readonly event: string
  /** `GITHUB_WORKFLOW_REF`: `owner/repo/.github/workflows/file.yml@refs/heads/main`; empty on old servers. */
  readonly workflowRef: string
  /** `GITHUB_REF`. */
  readonly ref: string
  /** `GITHUB_REPOSITORY`. */
  readonly repository: string
}

/** Events whose workflow file is that of the change itself, whatever else is said. */
const ofChange: ReadonlySet<string> = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment', 'merge_group'])

/** Events whose workflow file is always that of the default branch. */
const ofDefault: ReadonlySet<string> = new Set(['schedule', 'repository_dispatch'])

/**
 * Whether the workflow file comes from a trusted branch, or from another repository, as one that a ruleset requires does. If not,
 * the author of the change may have written the inputs, too.
 */
export function isWorkflowTrusted({ event, workflowRef, ref, repository }: WorkflowSource, trusted: ReadonlySet<string>): boolean {
  const at = workflowRef.lastIndexOf('@')
  const [owner = '', name = '', ...path] = workflowRef.slice(0, Math.max(0, at)).split('/')
  const isOther = owner !== '' && path.length > 0 && `${owner}/${name}`.toLowerCase() !== repository.toLowerCase()
  if (isOther) return true
  if (ofChange.has(event)) return false
  const from = at === -1 ? ref : workflowRef.slice(at + 1)
  if (at === -1 && ofDefault.has(event)) return true
  // Before its branch was fixed, the file of this event came from the base, which GITHUB_REF names.
  return from.startsWith('refs/heads/') && trusted.has(from.slice('refs/heads/'.length))
}
