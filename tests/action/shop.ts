import { afterEach, beforeEach } from 'vitest'
import type { FileGiven } from '../github/fake/git-objects.ts'
import { type FakeGitHub, fakeGitHubForEachTest } from '../github/fake/start.ts'
import type { Permissions, PullRequest, Repository } from '../github/fake/world.ts'
import { type ActionRun, pullPayload, type RunGiven, Stage } from './stage.ts'

export const mayWrite: Permissions = { contents: 'read', checks: 'write', pull_requests: 'write' }

/** A repository at a fake GitHub, with a runner beside it. */
export interface Shop {
  readonly fake: FakeGitHub
  readonly repository: Repository
  readonly stage: Stage
  /** Opens a pull request that changes these files of `main`, or of another base. */
  change(
    files: Readonly<Record<string, FileGiven | null>>,
    from?: { readonly fork?: string; readonly base?: string; readonly branch?: string },
  ): PullRequest
  /** Runs the Action for a pull request. */
  onPull(pull: PullRequest, given?: Partial<RunGiven> & { readonly may?: Permissions }): Promise<ActionRun>
  run(given: RunGiven & { readonly may?: Permissions }): Promise<ActionRun>
  /** The bodies of all comments. */
  comments(): string[]
  checks(): { readonly name: string; readonly conclusion: string | undefined; readonly annotations: number }[]
}

/** A shop for each test of a file, with these files on its default branch. */
export function shopForEachTest(): (files: Readonly<Record<string, FileGiven>>) => Shop {
  const github = fakeGitHubForEachTest()
  let stage: Stage | undefined
  beforeEach(() => {
    stage = new Stage()
  })
  afterEach(() => stage?.remove())
  return (files) => {
    if (!stage) throw new Error('there is a shop only within a test')
    return open(github(), stage, files)
  }
}

function open(fake: FakeGitHub, stage: Stage, files: Readonly<Record<string, FileGiven>>): Shop {
  const repository = fake.repository('acme/shop')
  repository.commit({ files })
  const token = (may: Permissions): string => fake.actionsToken(repository, may)
  const shop: Shop = {
    fake,
    repository,
    stage,
    change(changes, { fork, base = 'main', branch = 'change' } = {}) {
      const at = fork === undefined ? repository : repository.fork(fork)
      at.branch(branch, repository.resolve(base) ?? base)
      at.commit({ branch, files: changes })
      return repository.openPullRequest({ head: { repository: at, branch }, base })
    },
    onPull: (pull, { may = mayWrite, ...given } = {}) =>
      shop.run({
        event: 'pull_request',
        payload: pullPayload(pull, repository),
        sha: repository.mergeOf(pull) ?? '',
        ref: `refs/pull/${pull.number}/merge`,
        may,
        ...given,
      }),
    run: ({ may = mayWrite, ...given }) => stage.run(fake, repository, { token: token(may), ...given }),
    comments: () => [...repository.comments.values()].map(({ body }) => body),
    checks: () =>
      [...repository.checkRuns.values()].map(({ name, conclusion, annotations }) => ({
        name,
        conclusion: conclusion ?? undefined,
        annotations: annotations.length,
      })),
  }
  return shop
}
