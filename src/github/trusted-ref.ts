import type { FileSource } from '../model/file-source.ts'
import type { GitHub } from './client.ts'
import type { CommitReader } from './contents-source.ts'
import type { Problem } from './reply.ts'
import { defaultBranch, tipOf } from './repository.ts'

/** The commit that what judges is read from, and its files. */
export interface TrustedRef {
  readonly branch: string
  readonly commit: string
  readonly source: FileSource
  /** The default branch and those that its config lists. */
  readonly trustedBranches: ReadonlySet<string>
}

export type TrustedReading = { readonly ok: true; readonly value: TrustedRef } | { readonly ok: false; readonly message: string }

export interface TrustedQuestion {
  readonly github: GitHub
  readonly commits: CommitReader
  /** The branch that a change is to go into. */
  readonly base?: string | undefined
  /** The branches that the config of a source lists as trusted. */
  readonly trustedBranchesOf: (source: FileSource) => Promise<readonly string[]>
}

/**
 * The tip, as it is now, of the base branch where that is the default branch or one that the default branch's config trusts; else
 * of the default branch. Whoever can push a branch could otherwise bring a judge of their own and have it judge by opening a pull
 * request against it.
 */
export async function trustedRef({ github, commits, base, trustedBranchesOf }: TrustedQuestion): Promise<TrustedReading> {
  const main = await defaultBranch(github)
  if (!main.ok) return failed('the repository cannot be read', main.problem)
  const first = await branchSource(github, commits, main.value)
  if (!first.ok) return first
  const trustedBranches = new Set([main.value, ...(await trustedBranchesOf(first.value.source))])
  if (base === undefined || base === main.value || !trustedBranches.has(base))
    return { ok: true, value: { ...first.value, trustedBranches } }
  const second = await branchSource(github, commits, base)
  return second.ok ? { ok: true, value: { ...second.value, trustedBranches } } : second
}

async function branchSource(
  github: GitHub,
  commits: CommitReader,
  branch: string,
): Promise<{ readonly ok: true; readonly value: Omit<TrustedRef, 'trustedBranches'> } | { readonly ok: false; readonly message: string }> {
  const tip = await tipOf(github, branch)
  if (!tip.ok) return failed(`the branch \`${branch}\` cannot be read`, tip.problem)
  const contents = await commits(tip.value)
  if (!contents.ok) return { ok: false, message: `the files of the branch \`${branch}\` cannot be listed: ${contents.message}` }
  return { ok: true, value: { branch, commit: tip.value, source: contents.source } }
}

function failed(what: string, problem: Problem): { readonly ok: false; readonly message: string } {
  const hint = problem.kind === 'forbidden' || problem.kind === 'not-found' ? '; the token needs the permission `contents: read`' : ''
  return { ok: false, message: `${what}: ${problem.message}${hint}` }
}
