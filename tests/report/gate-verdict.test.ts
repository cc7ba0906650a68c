import { describe, expect, test } from 'vitest'
import { closesGate, verdictOf } from '../../src/report/gate-verdict.ts'
import type { ReportInput } from '../../src/report/report-input.ts'
import type { Diagnostic } from '../../src/source/diagnostic.ts'
import { examples } from './examples.ts'

const nothing: ReportInput = { decisions: [], undecided: [], diagnostics: [] }
const judged = (...names: string[]): ReportInput => ({ ...nothing, decisions: names.flatMap((name) => examples[name] ?? []) })
const said = (severity: Diagnostic['severity']): Diagnostic => ({ code: 'file/empty', severity, file: 'a.yaml', message: 'it is empty' })

describe('the gate', () => {
  test.each([
    ['a go', judged('go'), 'go', false],
    ['a go by a waiver', judged('go', 'conditional'), 'conditional-go', false],
    ['a go by a waiver where no exceptions are allowed', judged('conditional-blocked', 'go'), 'conditional-go', true],
    ['a hold beside a go', judged('go', 'unclear'), 'hold', true],
    ['a no-go beside a go, in any order', judged('no-go', 'unclear', 'go'), 'no-go', true],
    ['a launch to which nothing applies', judged('nothing-applies'), 'hold', true],
    ['nothing at all', nothing, 'undecided', true],
    ['a launch without a decision beside a go', { ...judged('go'), undecided: [{ name: 'b', file: 'b.yaml' }] }, 'undecided', true],
    ['an error beside a go', { ...judged('go'), diagnostics: [said('error')] }, 'undecided', true],
    ['a warning beside a go', { ...judged('go'), diagnostics: [said('warning')] }, 'go', false],
  ] as const)('for %s', (_, input, verdict, isClosed) => {
    expect([verdictOf(input), closesGate(input)]).toEqual([verdict, isClosed])
  })
})
