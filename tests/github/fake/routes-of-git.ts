import { commitBody, gitCommitBody, nodeId, repositoryBody, repositoryPage, repositoryUrl } from './bodies.ts'
import { type Answer, type Call, found, type Handler, ok, paged, Refusal } from './call.ts'
import { comparisonBody, diffEntries } from './comparison.ts'
import { type Body, filled } from './filled.ts'
import { commitOf, filesOf, type TreeEntry, treeOf } from './git-objects.ts'

const megabyte = 1024 * 1024
const kinds: Readonly<Record<TreeEntry['type'], string>> = { blob: 'file', tree: 'dir', commit: 'submodule' }

const tooLarge = (): Refusal =>
  new Refusal(403, 'This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API.', {
    errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
  })

/** The commit of a path's `ref`, with GitHub's own answer when there is none. */
function commitAt(call: Call, ref: string, status = 422): string {
  const sha = call.repository.resolve(ref)
  if (sha === undefined)
    throw new Refusal(status, status === 404 ? `No commit found for the ref ${ref}` : `No commit found for SHA: ${ref}`)
  return sha
}

function sizeOf(call: Call, sha: string): number {
  const object = call.repository.objects.get(sha)
  return object?.kind === 'blob' ? object.size : 0
}

function content(call: Call): Answer {
  const { repository, params, query } = call
  const commit = commitAt(call, query.get('ref') ?? repository.defaultBranch, 404)
  const path = (params['path'] ?? '').replace(/^\/+|\/+$/g, '')
  const root: TreeEntry = { mode: '040000', type: 'tree', sha: treeOf(repository.objects, commit)?.sha ?? '' }
  const entry = path === '' ? root : found(filesOf(repository.objects, commit, true).get(path))
  if (entry.type === 'tree') return folder(call, commit, path, entry)
  if (entry.type === 'commit') return ok(entryBody(call, commit, path, entry, { submodule_git_url: 'https://github.com/a/submodule.git' }))
  const link = entry.mode === '120000' ? linked(call, commit, path, entry) : undefined
  return link === undefined ? file(call, commit, path, entry) : link
}

/** A symbolic link is followed to a file of the repository, and told as a link when it leads elsewhere. */
function linked(call: Call, commit: string, path: string, entry: TreeEntry): Answer | undefined {
  const blob = call.repository.objects.get(entry.sha)
  const target = blob?.kind === 'blob' ? Buffer.from(blob.bytes).toString() : ''
  const aim = new URL(target, `file:///${path}`).pathname.slice(1)
  const reached = target.startsWith('/') ? undefined : filesOf(call.repository.objects, commit).get(aim)
  if (reached?.type === 'blob' && reached.mode !== '120000') return file(call, commit, path, reached)
  return ok(entryBody(call, commit, path, entry, { type: 'symlink', target }))
}

function file(call: Call, commit: string, path: string, entry: TreeEntry): Answer {
  const blob = call.repository.objects.get(entry.sha)
  if (blob?.kind !== 'blob') throw new Refusal(404, 'Not Found')
  if (blob.size > 100 * megabyte) throw tooLarge()
  if (call.accept.includes('raw')) return { status: 200, bytes: blob.bytes, mediaType: 'application/vnd.github.raw+json; charset=utf-8' }
  const large = blob.size > megabyte
  const text = Buffer.from(blob.bytes).toString('base64').replaceAll(/.{60}/g, '$&\n')
  const body = entryBody(call, commit, path, entry, {
    content: large ? '' : text.endsWith('\n') || text === '' ? text : `${text}\n`,
    encoding: large ? 'none' : 'base64',
  })
  return ok(body)
}

function folder(call: Call, commit: string, path: string, entry: TreeEntry): Answer {
  const inside = [...(treeOf(call.repository.objects, entry.sha)?.entries ?? [])].slice(0, 1000)
  const listed = inside.map(([name, one]) => {
    const told = one.type === 'commit' ? { type: 'file' } : one.mode === '120000' ? { type: 'symlink' } : {}
    return entryBody(call, commit, path === '' ? name : `${path}/${name}`, one, told)
  })
  if (!call.accept.includes('application/vnd.github.object')) return ok(listed)
  return {
    ...ok(entryBody(call, commit, path, entry, { entries: listed })),
    mediaType: 'application/vnd.github.object+json; charset=utf-8',
  }
}

function entryBody(call: Call, commit: string, path: string, entry: TreeEntry, more: Body): Body {
  const { repository, api, query } = call
  const at = query.get('ref') ?? repository.defaultBranch
  const url = `${repositoryUrl(api, repository)}/contents/${encodeURI(path)}?ref=${encodeURIComponent(at)}`
  const git = `${repositoryUrl(api, repository)}/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.sha}`
  const html = `${repositoryPage(repository)}/${entry.type === 'tree' ? 'tree' : 'blob'}/${commit}/${encodeURI(path)}`
  return {
    type: kinds[entry.type],
    size: sizeOf(call, entry.sha),
    name: path.split('/').at(-1) ?? '',
    path,
    sha: entry.sha,
    url,
    git_url: git,
    html_url: html,
    download_url: entry.type === 'blob' ? `https://raw.githubusercontent.com/${repository.fullName}/${commit}/${encodeURI(path)}` : null,
    _links: { self: url, git, html },
    ...more,
  }
}

function gitTree(call: Call): Answer {
  const { repository, params, query, api } = call
  const asked = params['tree_sha'] ?? ''
  const tree = found(treeOf(repository.objects, asked) ?? treeOf(repository.objects, repository.resolve(asked) ?? ''))
  const entries = query.has('recursive') ? [...filesOf(repository.objects, tree.sha, true)] : [...tree.entries]
  const url = `${repositoryUrl(api, repository)}/git`
  return ok({
    sha: tree.sha,
    url: `${url}/trees/${tree.sha}`,
    tree: entries.slice(0, repository.largestTree).map(([path, { mode, type, sha }]) => ({
      path,
      mode,
      type,
      sha,
      ...(type === 'blob' ? { size: sizeOf(call, sha) } : {}),
      ...(type === 'commit' ? {} : { url: `${url}/${type}s/${sha}` }),
    })),
    truncated: entries.length > repository.largestTree,
  })
}

function gitBlob(call: Call): Answer {
  const { repository, params, accept, api } = call
  const blob = repository.objects.get(params['file_sha'] ?? '')
  if (blob?.kind !== 'blob') throw new Refusal(404, 'Not Found')
  if (blob.size > 100 * megabyte) throw tooLarge()
  if (accept.includes('raw')) return { status: 200, bytes: blob.bytes, mediaType: 'application/vnd.github.raw+json; charset=utf-8' }
  const url = `${repositoryUrl(api, repository)}/git/blobs/${blob.sha}`
  const base64 = Buffer.from(blob.bytes).toString('base64').replaceAll(/.{60}/g, '$&\n')
  return ok({ sha: blob.sha, node_id: nodeId('B', blob.sha), size: blob.size, url, content: `${base64}\n`, encoding: 'base64' })
}

function compare(call: Call): Answer {
  const [base = '', head = ''] = (call.params['basehead'] ?? '').split('...')
  const network = [...call.world.repositories.values()].filter((one) => one.objects === call.repository.objects)
  const at = (side: string): string => {
    const [owner, branch] = side.includes(':') ? [side.split(':')[0], side.slice(side.indexOf(':') + 1)] : [undefined, side]
    const repository = owner === undefined ? call.repository : network.find((one) => one.owner.login === owner)
    return found(repository?.resolve(branch))
  }
  return comparisonBody(call, at(base), at(head))
}

function oneCommit(call: Call): Answer {
  const { repository, api, world } = call
  const commit = found(commitOf(repository.objects, commitAt(call, call.params['ref'] ?? '')))
  const all = diffEntries(call, commit.parents[0], commit.sha)
  const { items, headers } = paged(call, all)
  const additions = all.reduce((sum, entry) => sum + entry.additions, 0)
  const deletions = all.reduce((sum, entry) => sum + entry.deletions, 0)
  const stats = { additions, deletions, total: additions + deletions }
  return ok(commitBody(api, repository, commit, world, { stats, files: items }), headers)
}

/** The repository itself, its branches, commits and files. */
export const gitRoutes: Readonly<Record<string, Handler>> = {
  'repos/get': ({ api, repository }) => ok(repositoryBody(api, repository, 'full-repository')),
  'repos/get-branch'({ api, repository, params, world }) {
    const name = params['branch'] ?? ''
    const sha = repository.refs.get(`heads/${name}`)
    if (sha === undefined) throw new Refusal(404, 'Branch not found')
    const url = `${repositoryUrl(api, repository)}/branches/${name}`
    const commit = commitBody(api, repository, found(commitOf(repository.objects, sha)), world)
    const links = { self: url, html: `${repositoryPage(repository)}/tree/${name}` }
    return ok(filled('branch-with-protection', url, { name, commit, protected: false, _links: links }))
  },
  'git/get-ref'({ api, repository, params }) {
    const ref = params['ref'] ?? ''
    const sha = found(repository.refs.get(ref) ?? (ref.startsWith('pull/') ? repository.resolve(ref) : undefined))
    const url = repositoryUrl(api, repository)
    const object = { type: 'commit', sha, url: `${url}/git/commits/${sha}` }
    return ok({ ref: `refs/${ref}`, node_id: nodeId('REF', ref), url: `${url}/git/refs/${ref}`, object })
  },
  'git/get-commit': ({ api, repository, params }) =>
    ok(gitCommitBody(api, repository, found(commitOf(repository.objects, params['commit_sha'] ?? '')))),
  'git/get-tree': gitTree,
  'git/get-blob': gitBlob,
  'repos/get-commit': oneCommit,
  'repos/get-content': content,
  'repos/compare-commits': compare,
  'repos/compare-commits-with-basehead': compare,
}
