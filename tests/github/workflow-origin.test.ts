import { describe, expect, test } from 'vitest'
import { isWorkflowTrusted } from '../../src/github/workflow-origin.ts'

const own = 'acme/shop/.github/workflows/gate.yml'
const other = 'acme/rules/.github/workflows/gate.yml'

describe('who wrote a workflow', () => {
  test.each([
    ['push', `${own}@refs/heads/main`, true],
    ['push', `${own}@refs/heads/mine`, false],
    // A tag may have the name of a branch.
    ['push', `${own}@refs/tags/main`, false],
    ['workflow_dispatch', `${own}@refs/heads/mine`, false],
    ['schedule', `${own}@refs/heads/mine`, false],
    ['schedule', '', true],
    ['repository_dispatch', '', true],
    ['push', '', false],
    ['pull_request', `${own}@refs/heads/main`, false],
    ['pull_request_review', `${own}@refs/heads/main`, false],
    ['merge_group', `${own}@refs/heads/main`, false],
    ['pull_request_target', `${own}@refs/heads/main`, true],
    ['pull_request_target', `${own}@refs/heads/mine`, false],
    ['pull_request', `${other}@refs/heads/mine`, true],
    // The same repository however it is spelled, and what names none.
    ['pull_request', `${own.replace('acme/shop', 'Acme/SHOP')}@refs/heads/main`, false],
    ['push', `${own.replace('acme/shop', 'Acme/SHOP')}@refs/heads/mine`, false],
    ['pull_request', '@refs/heads/main', false],
    ['pull_request', 'gate.yml@refs/heads/main', false],
    ['pull_request', 'acme/rules@refs/heads/main', false],
  ])('%s by %j: trusted %s', (event, workflowRef, isTrusted) => {
    const source = { event, workflowRef, ref: 'refs/heads/mine', repository: 'acme/shop' }
    expect(isWorkflowTrusted(source, new Set(['main']))).toBe(isTrusted)
  })
})
