import { expect, test } from 'vitest'
import { pullOf } from '../../src/github/check-run.ts'

test.each([
  [[{ number: 7 }, { number: 8 }], { pull: 7 }],
  [[], {}],
  [[{ number: '7' }], {}],
  [[{ number: 0 }], {}],
  [[null], {}],
  [null, {}],
  [undefined, {}],
])('the pull request of a check is the first that it names, and none where it names none: %j', (pulls, expected) => {
  expect(pullOf(pulls)).toStrictEqual(expected)
})
