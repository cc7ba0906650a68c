import { describe, expect, test } from 'vitest'
import type { DeploymentRequest } from '../../../src/github/deployment-request.ts'
import { answerFor, type CommitReading, type JudgedCommit } from '../../../src/server/github-app/own-gate.ts'
import { examples } from '../../report/examples.ts'

const head = 'a'.repeat(40)
const request: DeploymentRequest = {
  ...{ installation: 1, repositoryId: 2, owner: 'acme', repo: 'shop' },
  ...{ run: 7, environment: 'production', deployment: 3, sha: head, event: 'push' },
}

/** What a gate says of a commit to which an example decision was given. */
function reading(name: string, given: Partial<JudgedCommit> = {}): CommitReading {
  const decisions = [examples[name]].flatMap((decision) => decision ?? [])
  const [{ verdict, blocked } = { verdict: 'undecided' as const, blocked: true }] = decisions
  const found = { decisions, undecided: [], diagnostics: [], head, trusted: { branch: 'main', commit: 'b'.repeat(40) } }
  return { ok: true, value: { verdict, isBlocked: blocked, ...found, ...given } }
}

const stateOf = (given: CommitReading, options: { isLast?: boolean; onNoGo?: 'wait' } = {}, asked = request): string =>
  answerFor(asked, given, { linkOf: (digest) => `https://launches.example.test/${digest}`, ...options }).state

describe('the answer to a deployment', () => {
  test.each([
    ['go', {}, 'approved'],
    ['conditional', {}, 'approved'],
    ['conditional-blocked', {}, 'rejected'],
    ['unclear', {}, 'waiting'],
    ['unclear', { isLast: true }, 'rejected'],
    ['no-go', {}, 'rejected'],
    ['no-go', { onNoGo: 'wait' }, 'waiting'],
    ['no-go', { onNoGo: 'wait', isLast: true }, 'rejected'],
  ] as const)('%s with %j: %s', (name, options, state) => {
    expect(stateOf(reading(name), options)).toBe(state)
  })

  test('is no for another commit, for what is undecided, and for a request that lacks something', () => {
    expect(stateOf(reading('go', { head: 'c'.repeat(40) }))).toBe('rejected')
    expect(stateOf(reading('nothing'))).toBe('rejected')
    expect(stateOf(reading('go', { undecided: [{ name: 'b', file: 'b.yaml' }] }))).toBe('rejected')
    expect(stateOf(reading('go'), {}, { ...request, problem: "GitHub's request names two environments" })).toBe('rejected')
    expect(stateOf({ ok: false, isTrouble: false, message: 'no launch is `x`' })).toBe('rejected')
  })

  test('waits while GitHub cannot be read, and not for ever', () => {
    const trouble = { ok: false, isTrouble: true, message: 'GitHub does not answer' } as const
    expect([stateOf(trouble), stateOf(trouble, { isLast: true })]).toEqual(['waiting', 'rejected'])
  })
})
