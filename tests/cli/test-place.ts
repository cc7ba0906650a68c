import { good, launch, promise, type Workplace } from './harness.ts'
import { workplace } from './workplace.ts'

/** The text of a CommitmentTest of `promise` with these cases. */
export const suite = (cases: string): string =>
  `apiVersion: onlyif/v1\nkind: CommitmentTest\ncommitment: promise\nlaunch: fixtures/good.yaml\nnow: 2026-10-07\ncases:\n${cases}`

export const passing = `  - name: everything in place
    expect: { verdict: go, delight: met, no-blockers: met }
  - name: just below the bar
    change: { beta.csat: 4.1 }
    expect: { verdict: no-go, delight: unmet }
`
export const failing = `  - name: 4.2 is too little
    change: { beta.csat: 4.2 }
    expect: { verdict: no-go, delight: unmet }
  - name: nobody counted the blockers
    remove: [beta.blockersOpen]
    expect: { no-blockers: { unknown: stale } }
`
/** A folder with `promise`, a good launch to test it with, and these files. It is gone after the tests of the file. */
export function given(files: Readonly<Record<string, string>>): Workplace {
  return workplace({ 'rules/promise.yaml': promise, 'rules/fixtures/good.yaml': launch('a', good), ...files })
}
