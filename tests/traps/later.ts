export interface WaitingRow {
  readonly story: string
  readonly where: string
  readonly law: string
  readonly surface: 'test command' | 'action' | 'server' | 'store'
  readonly reason: string
}

export const later: readonly WaitingRow[] = [
  {
    story: 'only failures of tests were counted, so a syntax error passed',
    where: 'runatlantis/atlantis PR #5980',
    law: 'a test file that cannot be read fails the test run',
    surface: 'test command',
    reason: '`onlyif test` is not built',
  },
  {
    story: 'zero tests ran and the gate passed',
    where: 'runatlantis/atlantis #1550',
    law: 'a test run without a case fails',
    surface: 'test command',
    reason: '`onlyif test` is not built',
  },
  {
    story: 'a wrong rule name in a test scored a pass',
    where: 'kyverno #9379',
    law: 'an expectation of a requirement that does not exist fails',
    surface: 'test command',
    reason: '`onlyif test` is not built',
  },
  {
    story: 'untested rules went unnoticed',
    where: 'kyverno #2169',
    law: 'a requirement that no case names is told',
    surface: 'test command',
    reason: '`onlyif test --coverage` is not built',
  },
  {
    story: '"want fail, got pass" was shown as a pass',
    where: 'kyverno #9804, #11519, #15351',
    law: 'expectations compare for equality',
    surface: 'test command',
    reason: '`onlyif test` is not built',
  },
  {
    story: 'an expected verdict that does not exist was compared with none',
    where: 'kyverno #9804',
    law: 'an expectation that is no outcome, verdict or reason is a diagnostic',
    surface: 'test command',
    reason: 'what a case expects is read by `onlyif test`, which is not built',
  },
  {
    story: 'a suite could not fail for a rule that matched nothing',
    where: 'devantler-tech/platform #3145, #3392',
    law: 'a case whose requirement never ran fails',
    surface: 'test command',
    reason: '`onlyif test` is not built',
  },
  {
    story: 'coverage of 99.99 % was rounded to 100 % and passed its threshold',
    where: 'opa #6307, #3844',
    law: 'coverage compares whole numbers, not percentages',
    surface: 'test command',
    reason: '`onlyif test --coverage` is not built; a decision counts in whole numbers',
  },
  {
    story: 'the merge queue was told of a success without an evaluation',
    where: 'palantir/policy-bot #800',
    law: 'every event is judged or refused',
    surface: 'action',
    reason: 'the Action is not built',
  },
  {
    story: 'merged, though the page later showed pending',
    where: 'palantir/policy-bot #903',
    law: 'decisions are stored, not made again for display',
    surface: 'store',
    reason: 'store and dashboard are not built',
  },
  {
    story: 'expired exceptions were honoured in the background scan',
    where: 'kyverno #17473',
    law: 'one expiry check for every surface',
    surface: 'server',
    reason: 'library and command line are tested; the service is not built',
  },
]
