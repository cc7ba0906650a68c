import type { FileGiven, Objects } from './git-objects.ts'

export type Level = 'none' | 'read' | 'write'

/** The permissions of GITHUB_TOKEN and of Apps that are modelled, under the names of GitHub's API. */
export type PermissionName = 'actions' | 'checks' | 'contents' | 'deployments' | 'issues' | 'pull_requests' | 'statuses'
export type Permissions = Readonly<Partial<Record<PermissionName, Level>>>

export interface User {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Bot' | 'Organization'
}

/** A GitHub App; `github-actions` is one too. */
export interface App {
  readonly id: number
  readonly slug: string
  readonly clientId: string
  readonly permissions: Permissions
  readonly bot: User
  /** PEM (PKCS 8) of the key that signs the App's tokens. */
  readonly privateKey: string
  readonly publicKey: string
  /** Installations by account. */
  readonly installations: Map<string, Installation>
}

export interface Installation {
  readonly id: number
  readonly app: App
  readonly account: string
  /** Full names, or all of the account's. */
  repositories: readonly string[] | 'all'
}

/** Who asks, as told from the token of a request. */
export interface Actor {
  readonly kind: 'anonymous' | 'user' | 'installation' | 'app'
  readonly user?: User
  readonly app?: App
  readonly permissions: Permissions
  /** Full names that the token reaches beside what is public. */
  readonly repositories: readonly string[] | 'all'
}

export interface Comment {
  readonly id: number
  readonly issue: number
  readonly author: User
  readonly app: App | undefined
  readonly createdAt: string
  updatedAt: string
  body: string
}

export interface CheckRun {
  readonly id: number
  readonly headSha: string
  readonly app: App
  readonly suite: number
  name: string
  status: string
  conclusion: string | null
  externalId: string | null
  detailsUrl: string | null
  startedAt: string
  completedAt: string | null
  title: string | null
  summary: string | null
  text: string | null
  actions: readonly Readonly<Record<string, unknown>>[]
  /** All that were sent, over all requests. */
  readonly annotations: Readonly<Record<string, unknown>>[]
}

export interface PullRequest {
  readonly number: number
  readonly id: number
  readonly author: User
  readonly createdAt: string
  title: string
  body: string | null
  state: 'open' | 'closed'
  merged: boolean
  draft: boolean
  /** Whether the repository of the head has been deleted since. */
  forkGone: boolean
  /** A branch of this repository. */
  base: string
  readonly head: { readonly repository: Repository; readonly branch: string }
}

/** What an App, or a person, said about a deployment that waits. */
export interface Review {
  readonly environment: string
  readonly state: 'approved' | 'rejected'
  readonly comment: string
  readonly user: User
}

/** One environment of a run that waits for an App's answer. */
export interface DeploymentGate {
  readonly environment: string
  readonly app: App
  readonly deployment: Deployment
  /** Status reports: the comments that came without a state. */
  readonly reports: string[]
  answer: { readonly state: 'approved' | 'rejected'; readonly comment: string | undefined } | undefined
}

export interface WorkflowRun {
  readonly id: number
  readonly name: string
  readonly event: string
  readonly headSha: string
  readonly headBranch: string
  readonly suite: number
  readonly gates: DeploymentGate[]
  readonly reviews: Review[]
  status: string
  conclusion: string | null
}

export interface Deployment {
  readonly id: number
  readonly sha: string
  readonly ref: string
  readonly environment: string
  readonly creator: User
  readonly createdAt: string
  readonly statuses: { readonly state: string; readonly description: string }[]
}

export interface Delivery {
  readonly id: number
  readonly guid: string
  readonly event: string
  readonly action: string | null
  readonly deliveredAt: string
  readonly redelivery: boolean
  readonly statusCode: number
  readonly payload: Readonly<Record<string, unknown>>
}

export interface CommitGiven {
  /** Changes to the parent's files: null removes one. */
  readonly files?: Readonly<Record<string, FileGiven | null>>
  /** The branch that comes to point at the commit; the default branch unless `parent` is given. */
  readonly branch?: string
  /** A commit or a branch; the tip of `branch` by default, null for a root commit. */
  readonly parent?: string | null
  readonly message?: string
  readonly author?: string
}

export interface PullRequestGiven {
  /** A branch of this repository, or of a fork of it. */
  readonly head: string | { readonly repository: Repository; readonly branch: string }
  readonly base?: string
  readonly author?: string
  readonly title?: string
  readonly body?: string
  readonly draft?: boolean
  readonly state?: 'open' | 'closed'
  readonly merged?: boolean
}

/** A repository that lives in memory. Its methods are what people and machines do to it outside the API. */
export interface Repository {
  readonly id: number
  readonly owner: User
  readonly name: string
  readonly fullName: string
  readonly private: boolean
  readonly parent: Repository | undefined
  readonly defaultBranch: string
  readonly objects: Objects
  /** Tips by name, such as `heads/main` and `tags/v1`. */
  readonly refs: Map<string, string>
  readonly pullRequests: Map<number, PullRequest>
  readonly comments: Map<number, Comment>
  readonly checkRuns: Map<number, CheckRun>
  readonly runs: Map<number, WorkflowRun>
  readonly deployments: Map<number, Deployment>
  /** Most entries of a recursive tree; more are cut off, and `truncated` says so. */
  largestTree: number
  /** Writes a commit and returns its name. */
  commit(given: CommitGiven): string
  branch(name: string, at?: string): string
  tag(name: string, at?: string): string
  /** The commit that a branch, tag, `pull/1/head`, `pull/1/merge`, or a full or short name stands for. */
  resolve(ref: string): string | undefined
  fork(owner: string): Repository
  openPullRequest(given: PullRequestGiven): PullRequest
  /** GitHub's trial merge of a pull request, which `refs/pull/N/merge` and GITHUB_SHA name; none once it is closed. */
  mergeOf(pull: PullRequest): string | undefined
  comment(issue: number, given: { readonly body: string; readonly author?: string; readonly app?: App }): Comment
  /** A check run that an App made before. */
  check(given: {
    readonly app: App
    readonly name: string
    readonly headSha: string
    readonly status?: string
    readonly conclusion?: string
  }): CheckRun
  /** A run that deploys to `environment` and waits there for the answer of `app`. */
  waitingRun(given: { readonly environment: string; readonly app: App; readonly ref?: string; readonly event?: string }): WorkflowRun
}

/** Everything that the fake knows. */
export interface World {
  readonly users: Map<string, User>
  readonly apps: Map<number, App>
  readonly repositories: Map<string, Repository>
  readonly tokens: Map<string, Actor>
  readonly deliveries: Delivery[]
  /** The next number of a kind; GitHub's are larger than 32 bits for runs, checks and jobs. */
  nextId(kind: 'small' | 'large'): number
  /** The time, which goes on by a second each time it is asked for. */
  now(): string
  user(login: string): User
}
