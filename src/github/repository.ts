import { type GitHub, idOf, textOf } from './client.ts'
import type { Reply } from './reply.ts'

/** The name of the default branch, as it is now. */
export async function defaultBranch(github: GitHub): Promise<Reply<string>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}', { owner, repo })
    return textOf(data.default_branch, 'default_branch')
  })
}

/** The commit at the tip of a branch, as it is now. */
export async function tipOf(github: GitHub, branch: string): Promise<Reply<string>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}/git/ref/{ref}', { owner, repo, ref: `heads/${branch}` })
    // A name that is only the beginning of others must not be taken for one of them.
    if (Array.isArray(data) || data.ref !== `refs/heads/${branch}`) throw new TypeError('it is about another branch')
    return idOf(data.object.sha, 'sha')
  })
}

/** The commit that two commits have in common, from which a pull request set out. */
export async function mergeBase(github: GitHub, base: string, head: string): Promise<Reply<string>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      owner,
      repo,
      basehead: `${base}...${head}`,
      per_page: 1,
    })
    return idOf(data.merge_base_commit.sha, 'sha')
  })
}
