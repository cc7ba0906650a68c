import { App, Octokit } from 'octokit'
import type { FakeGitHub } from './fake/start.ts'

export const at = { owner: 'acme', repo: 'shop' } as const

const plain = { retry: { enabled: false }, throttle: { enabled: false } }

/** Octokit against the fake, without its own second tries and waits. */
export function client(fake: FakeGitHub, auth?: string): Octokit {
  return new Octokit({ baseUrl: fake.url, ...(auth === undefined ? {} : { auth }), ...plain })
}

export function appClient(fake: FakeGitHub, app: { readonly id: number; readonly privateKey: string }): App {
  return new App({ appId: app.id, privateKey: app.privateKey, Octokit: Octokit.defaults({ baseUrl: fake.url, ...plain }) })
}

/** A repository with a pull request from a fork, and a GITHUB_TOKEN that may do what an Action does. */
export function shop(fake: FakeGitHub, isPrivate = false) {
  const repository = fake.repository('acme/shop', { private: isPrivate })
  repository.commit({ files: { 'launch.yaml': 'kind: Launch\n', 'rules/promise.yaml': 'kind: Commitment\n' } })
  const fork = repository.fork('ola')
  fork.commit({ branch: 'change', files: { 'launch.yaml': 'kind: Launch\nid: two\n', 'new.txt': 'new\n' } })
  const pull = repository.openPullRequest({ head: { repository: fork, branch: 'change' } })
  const token = fake.actionsToken(repository, {
    contents: 'read',
    checks: 'write',
    pull_requests: 'write',
    actions: 'read',
    deployments: 'write',
  })
  return { repository, fork, pull, token, octokit: client(fake, token), head: repository.resolve('pull/1/head') ?? '' }
}

/** What a call that must fail said: its status and GitHub's message. */
export async function refusal(call: Promise<unknown>): Promise<readonly [status: number, message: string]> {
  try {
    await call
  } catch (error) {
    const { status, response } = error as {
      readonly status?: number
      readonly response?: { readonly data?: { readonly message?: string } }
    }
    return [status ?? 0, response?.data?.message ?? String(error)]
  }
  return [200, '']
}
