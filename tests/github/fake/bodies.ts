import { type Body, filled } from './filled.ts'
import type { Commit } from './git-objects.ts'
import type { App, Repository, User, World } from './world.ts'

/** GitHub's web pages; nothing is there. */
const web = 'https://github.com'
/** When every repository was made. */
const founded = '2026-01-05T09:00:00Z'

export const nodeId = (kind: string, id: number | string): string => `${kind}_${Buffer.from(String(id)).toString('base64url')}`
export const repositoryUrl = (api: string, repository: Repository): string => `${api}/repos/${repository.fullName}`
export const repositoryPage = (repository: Repository): string => `${web}/${repository.fullName}`

export function userBody(api: string, user: User): Body {
  return filled('simple-user', `${api}/users/${encodeURIComponent(user.login)}`, {
    login: user.login,
    id: user.id,
    node_id: nodeId('U', user.id),
    type: user.type,
    gravatar_id: '',
    url: `${api}/users/${encodeURIComponent(user.login)}`,
    html_url: `${web}/${user.login.replace(/^(.*)\[bot\]$/, 'apps/$1')}`,
    site_admin: false,
  })
}

export function appBody(api: string, app: App): Body {
  return filled('integration', `${api}/apps/${app.slug}`, {
    id: app.id,
    slug: app.slug,
    client_id: app.clientId,
    node_id: nodeId('A', app.id),
    name: app.slug,
    owner: userBody(api, { id: 9919, login: 'github', type: 'Organization' }),
    html_url: `${web}/apps/${app.slug}`,
    external_url: `${web}/apps/${app.slug}`,
    permissions: { metadata: 'read', ...app.permissions },
    events: [],
  })
}

/** A repository as `full-repository`, `minimal-repository` or `repository` describes it. */
export function repositoryBody(api: string, repository: Repository, component = 'minimal-repository'): Body {
  const url = repositoryUrl(api, repository)
  return filled(component, url, {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    owner: userBody(api, repository.owner),
    html_url: repositoryPage(repository),
    clone_url: `${repositoryPage(repository)}.git`,
    fork: repository.parent !== undefined,
    url,
    default_branch: repository.defaultBranch,
    archived: false,
    has_discussions: false,
    is_template: false,
    web_commit_signoff_required: false,
    custom_properties: {},
    topics: [],
    created_at: founded,
    updated_at: founded,
    pushed_at: founded,
    disabled: false,
    ...(component === 'full-repository' && repository.parent !== undefined
      ? { parent: repositoryBody(api, repository.parent, 'repository'), source: repositoryBody(api, repository.parent, 'repository') }
      : {}),
  })
}

export const person = (commit: Commit) => ({ name: commit.author, email: `${commit.author}@users.noreply.github.com`, date: commit.date })
const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null }

/** A commit as the repository's own endpoints tell it. */
export function commitBody(api: string, repository: Repository, commit: Commit, world: World, more: Body = {}): Body {
  const url = repositoryUrl(api, repository)
  const page = repositoryPage(repository)
  const author = userBody(api, world.user(commit.author))
  return filled('commit', url, {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    url: `${url}/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    commit: {
      url: `${url}/git/commits/${commit.sha}`,
      author: person(commit),
      committer: person(commit),
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      verification: unsigned,
    },
    author,
    committer: author,
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${page}/commit/${sha}` })),
    ...more,
  })
}

/** A commit as the git database tells it. */
export function gitCommitBody(api: string, repository: Repository, commit: Commit): Body {
  const url = repositoryUrl(api, repository)
  return filled('git-commit', url, {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${repositoryPage(repository)}/commit/${commit.sha}`,
    author: person(commit),
    committer: person(commit),
    message: commit.message,
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${repositoryPage(repository)}/commit/${sha}`,
    })),
    verification: unsigned,
  })
}
