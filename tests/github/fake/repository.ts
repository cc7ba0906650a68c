import { type FileGiven, filesOf, history, mergeBase, type TreeEntry, writeCommit, writeFile, writeTree } from './git-objects.ts'
import type { App, CheckRun, CommitGiven, PullRequest, PullRequestGiven, Repository, World } from './world.ts'

export interface RepositoryGiven {
  readonly private?: boolean
  readonly defaultBranch?: string
  readonly parent?: Repository
}

/** Makes a repository in the world; it is empty until something is committed. */
export function createRepository(world: World, fullName: string, given: RepositoryGiven = {}): Repository {
  const [ownerName = '', name = ''] = fullName.split('/')
  const { parent } = given
  const repository: Repository = {
    id: world.nextId('small'),
    owner: world.user(ownerName),
    name,
    fullName,
    private: given.private ?? parent?.private ?? false,
    parent,
    defaultBranch: given.defaultBranch ?? parent?.defaultBranch ?? 'main',
    objects: parent?.objects ?? new Map(),
    refs: new Map(parent?.refs),
    pullRequests: new Map(),
    comments: new Map(),
    checkRuns: new Map(),
    runs: new Map(),
    deployments: new Map(),
    largestTree: 100_000,
    commit: (commit) => committed(world, repository, commit),
    branch: (branch, at = repository.defaultBranch) => pointed(repository, `heads/${branch}`, at),
    tag: (tag, at = repository.defaultBranch) => pointed(repository, `tags/${tag}`, at),
    resolve: (ref) => resolved(repository, ref),
    fork: (owner) => createRepository(world, `${owner}/${name}`, { parent: repository }),
    openPullRequest: (pull) => opened(world, repository, pull),
    mergeOf: (pull) => trialMerge(repository, pull),
    comment(issue, { body, author = ownerName, app }) {
      const at = world.now()
      const comment = { id: world.nextId('large'), issue, author: app?.bot ?? world.user(author), app, body, createdAt: at, updatedAt: at }
      repository.comments.set(comment.id, comment)
      return comment
    },
    check({ app, name, headSha, status = 'completed', conclusion = null }) {
      return Object.assign(createCheckRun(world, repository, app, headSha), { name, status, conclusion })
    },
    waitingRun: (run) => waiting(world, repository, run),
  }
  world.repositories.set(fullName.toLowerCase(), repository)
  return repository
}

/** A commit that must be there, or the test is wrong. */
export function tip(repository: Repository, ref: string): string {
  const sha = repository.resolve(ref)
  if (sha === undefined) throw new Error(`${repository.fullName} has no ${ref}`)
  return sha
}

function pointed(repository: Repository, ref: string, at: string): string {
  const sha = tip(repository, at)
  repository.refs.set(ref, sha)
  return sha
}

function committed(world: World, repository: Repository, given: CommitGiven): string {
  const branch = given.branch ?? (given.parent === undefined ? repository.defaultBranch : undefined)
  const before =
    given.parent === undefined
      ? (repository.refs.get(`heads/${branch}`) ?? repository.refs.get(`heads/${repository.defaultBranch}`))
      : given.parent === null
        ? undefined
        : tip(repository, given.parent)
  const files = before === undefined ? new Map<string, TreeEntry>() : filesOf(repository.objects, before)
  for (const [path, file] of Object.entries<FileGiven | null>(given.files ?? {})) {
    if (file === null) files.delete(path)
    else files.set(path, writeFile(repository.objects, file))
  }
  const sha = writeCommit(repository.objects, {
    tree: writeTree(repository.objects, files),
    parents: before === undefined ? [] : [before],
    message: given.message ?? 'Change files',
    author: given.author ?? repository.owner.login,
    date: world.now(),
  })
  if (branch !== undefined) repository.refs.set(`heads/${branch}`, sha)
  return sha
}

function resolved(repository: Repository, ref: string): string | undefined {
  const { objects, refs } = repository
  if (/^[0-9a-f]{40}$/.test(ref)) return objects.get(ref)?.kind === 'commit' ? ref : undefined
  const plain = ref.replace(/^refs\//, '')
  if (plain === 'HEAD') return refs.get(`heads/${repository.defaultBranch}`)
  const pull = /^pull\/(\d+)\/(head|merge)$/.exec(plain)
  if (pull !== null) {
    const found = repository.pullRequests.get(Number(pull[1]))
    if (found === undefined) return undefined
    return pull[2] === 'head' ? found.head.repository.refs.get(`heads/${found.head.branch}`) : repository.mergeOf(found)
  }
  const named = refs.get(plain) ?? refs.get(`heads/${plain}`) ?? refs.get(`tags/${plain}`)
  if (named !== undefined || !/^[0-9a-f]{7,39}$/.test(ref)) return named
  return [...objects.values()].find((object) => object.kind === 'commit' && object.sha.startsWith(ref))?.sha
}

function opened(world: World, repository: Repository, given: PullRequestGiven): PullRequest {
  const head = typeof given.head === 'string' ? { repository, branch: given.head } : given.head
  const pull: PullRequest = {
    number: repository.pullRequests.size + 1,
    id: world.nextId('large'),
    author: world.user(given.author ?? head.repository.owner.login),
    createdAt: world.now(),
    title: given.title ?? 'A change',
    body: given.body ?? null,
    state: given.merged === true ? 'closed' : (given.state ?? 'open'),
    merged: given.merged ?? false,
    draft: given.draft ?? false,
    forkGone: false,
    base: given.base ?? repository.defaultBranch,
    head,
  }
  tip(head.repository, head.branch)
  repository.pullRequests.set(pull.number, pull)
  return pull
}

/** The base's files with the head's changes since they parted; where both changed a file, the head's is taken. */
function trialMerge(repository: Repository, pull: PullRequest): string | undefined {
  if (pull.state === 'closed') return undefined
  const { objects } = repository
  const base = tip(repository, pull.base)
  const head = tip(pull.head.repository, pull.head.branch)
  const before = filesOf(objects, mergeBase(objects, head, base)?.sha ?? base)
  const after = filesOf(objects, head)
  const files = filesOf(objects, base)
  for (const [path, entry] of after) if (before.get(path)?.sha !== entry.sha) files.set(path, entry)
  for (const path of before.keys()) if (!after.has(path)) files.delete(path)
  const [newest] = [history(objects, base)[0], history(objects, head)[0]]
    .map((commit) => commit?.date ?? '')
    .sort()
    .reverse()
  return writeCommit(objects, {
    tree: writeTree(objects, files),
    parents: [base, head],
    message: `Merge ${head} into ${base}`,
    author: 'web-flow',
    date: newest ?? pull.createdAt,
  })
}

function waiting(
  world: World,
  repository: Repository,
  given: Parameters<Repository['waitingRun']>[0],
): ReturnType<Repository['waitingRun']> {
  const ref = given.ref ?? repository.defaultBranch
  const deployment = {
    id: world.nextId('large'),
    sha: tip(repository, ref),
    ref,
    environment: given.environment,
    creator: world.user('github-actions[bot]'),
    createdAt: world.now(),
    statuses: [],
  }
  repository.deployments.set(deployment.id, deployment)
  const run = {
    id: world.nextId('large'),
    name: 'Release',
    event: given.event ?? 'push',
    headSha: deployment.sha,
    headBranch: ref,
    suite: world.nextId('large'),
    gates: [{ environment: given.environment, app: given.app, deployment, reports: [], answer: undefined }],
    reviews: [],
    status: 'waiting',
    conclusion: null,
  }
  repository.runs.set(run.id, run)
  return run
}

/** A check run of which nothing is known yet but its App and commit; an App has one suite for each commit. */
export function createCheckRun(world: World, repository: Repository, app: App, headSha: string): CheckRun {
  const suite = [...repository.checkRuns.values()].find((run) => run.app === app && run.headSha === headSha)?.suite
  const run: CheckRun = {
    id: world.nextId('large'),
    headSha,
    app,
    suite: suite ?? world.nextId('large'),
    name: '',
    status: 'queued',
    conclusion: null,
    externalId: null,
    detailsUrl: null,
    startedAt: world.now(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    actions: [],
    annotations: [],
  }
  repository.checkRuns.set(run.id, run)
  return run
}
