import { describe, expect, test } from 'vitest'
import type { GitHub } from '../../src/github/client.ts'
import { answerDeployment } from '../../src/github/deployment-answer.ts'

interface Review {
  readonly state: string
  readonly comment: string
  readonly environments: readonly { readonly name: string }[]
}

/** A GitHub that takes no answer, with the reviews of a run and how far that is. */
function refusing(reviews: readonly Review[], status: string): GitHub {
  const request = async (route: string): Promise<unknown> => {
    if (route.startsWith('POST')) throw new Error('it is decided')
    return { data: route.endsWith('/approvals') ? reviews : { id: 7, status } }
  }
  const ask = async (work: (asked: typeof request) => Promise<unknown>): Promise<unknown> => {
    try {
      return { ok: true, value: await work(request) }
    } catch (error) {
      return { ok: false, problem: { kind: 'refused', message: String(error) } }
    }
  }
  return { owner: 'acme', repo: 'shop', ask } as unknown as GitHub
}

const review: Review = { state: 'approved', comment: 'GO: all\r\nof it ', environments: [{ name: 'production' }] }
const answer = { state: 'approved', comment: 'GO: all\nof it' } as const
const no = { state: 'rejected', comment: 'NO-GO' } as const

describe('an answer that GitHub refuses counts as taken before', () => {
  test.each<[string, Review[], string, unknown]>([
    ['only where the record of the run has it', [review], 'waiting', { how: 'before', answer }],
    ['or one that was sent before it', [{ ...review, ...no }], 'waiting', { how: 'before', answer: no }],
    ['not where somebody else said another thing', [{ ...review, comment: 'fine' }], 'waiting', undefined],
    ['not where the same words went with another state', [{ ...review, state: 'rejected' }], 'waiting', undefined],
    ['not where it was said of another environment', [{ ...review, environments: [{ name: 'staging' }] }], 'waiting', undefined],
    ['not where nothing was said', [], 'waiting', undefined],
    ['and nobody waits once the run is over', [], 'completed', { how: 'over' }],
  ])('%s', async (_, reviews, status, expected) => {
    const reply = await answerDeployment(refusing(reviews, status), { run: 7, environment: 'production' }, answer, [no])
    expect(reply.ok ? reply.value : undefined).toEqual(expected)
  })
})
