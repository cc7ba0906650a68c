import { reasons } from '../engine/reason.ts'
import type { CommitmentTest, Expectation, TestCase } from '../model/commitment-test.ts'
import type { Decision } from '../model/generated/types.ts'
import { isLaunchField, isLaunchPath } from '../model/path.ts'
import { excerpt, listed } from '../model/wording.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { toData } from '../source/node.ts'
import type { Range } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import { changedLaunch } from './changed-launch.ts'
import { localId, type TestInput } from './test-case.ts'

const outcomes = ['met', 'unmet', 'unknown', 'waived', 'not-applicable'] as const
const verdicts = ['go', 'conditional-go', 'hold', 'no-go'] as const

/** What would let a case pass without proving anything: it expects nothing, or names or changes what nobody reads. */
export function vacuous(input: TestInput, item: TestCase, decision: Decision): Diagnostic[] {
  const known = decision.requirements.map((entry) => localId(input.test, entry.id))
  return [
    ...(item.expect.length === 0 ? [expectsNothing(item)] : []),
    ...item.expect.flatMap((expectation) => aboutExpectation(input.test, item, expectation, known)),
    ...unread(input, item, decision),
    ...unchanged(input, item),
  ]
}

function expectsNothing(item: TestCase): Diagnostic {
  return diagnostic('test/expects-nothing', {
    file: item.document.file,
    range: item.range,
    message: `the case \`${excerpt(item.name)}\` expects nothing`,
    hint: 'add `expect:` with a verdict or the outcome of a requirement',
  })
}

function aboutExpectation(test: CommitmentTest, item: TestCase, expectation: Expectation, known: readonly string[]): Diagnostic[] {
  const { subject, range, outcome, valueRange, reasonRange, reason } = expectation
  const { file } = item.document
  const allowed: readonly string[] = subject === 'verdict' ? verdicts : outcomes
  if (subject !== 'verdict' && !known.includes(subject)) {
    const message = `the case \`${excerpt(item.name)}\` expects something of \`${excerpt(subject)}\`, which is no requirement of \`${test.commitment}\``
    return [diagnostic('test/unknown-requirement', { file, range, message, hint: didYouMean(subject, known) })]
  }
  if (allowed.includes(outcome) && (reason === undefined || (reasons as readonly string[]).includes(reason))) return []
  const isReason = reason !== undefined && allowed.includes(outcome)
  const word = isReason ? reason : outcome
  const due = isReason ? reasons : allowed
  return [
    diagnostic('test/unknown-outcome', {
      file,
      range: isReason ? reasonRange : valueRange,
      message: `the case \`${excerpt(item.name)}\` expects \`${excerpt(word)}\` of \`${subject}\``,
      hint: didYouMean(word, due, `it can be ${listed(due, 'or')}`),
    }),
  ]
}

/** Fields of a launch that matter although no condition reads them: days count from its date, and no launch owner approves a waiver. */
const alwaysRead = ['launch.date', 'launch.owner', 'launch.id']

function unread(input: TestInput, item: TestCase, decision: Decision): Diagnostic[] {
  const read = readFacts(input, decision)
  const isRead = (path: string): boolean =>
    read.has(path) || alwaysRead.includes(path) || [...read].some((fact) => fact.startsWith(`${path}.`))
  return touchedBy(item).flatMap(({ path, range, verb }) =>
    isRead(path)
      ? []
      : [
          diagnostic('test/unread-fact', {
            file: item.document.file,
            range,
            message: `the case \`${excerpt(item.name)}\` ${verb} \`${excerpt(path)}\`, which no requirement reads`,
            hint: didYouMean(path, read, `${verb === 'changes' ? 'change' : 'remove'} a fact that a requirement reads, or leave this out`),
          }),
        ],
  )
}

function touchedBy(item: TestCase): { readonly path: string; readonly range: Range; readonly verb: 'changes' | 'removes' }[] {
  const { lines } = item.document
  return [
    ...item.change.map((entry) => ({ path: entry.key, range: lines.range(entry.keyStart, entry.keyEnd), verb: 'changes' as const })),
    ...item.remove.map(({ path, range }) => ({ path, range, verb: 'removes' as const })),
  ]
}

/** Every fact and field that a judgement looks at: those of findings, those they are compared with, and those a table derives them from. */
function readFacts({ catalogs }: TestInput, decision: Decision): Set<string> {
  const read = new Set(
    decision.requirements
      .flatMap((entry) => [...entry.applies.findings, ...entry.findings])
      .flatMap((finding) => [finding.fact, ...operandFacts(finding.expected)]),
  )
  for (const { path, lookup } of catalogs.flatMap((catalog) => catalog.facts)) if (lookup && read.has(path)) read.add(lookup.from)
  return read
}

function operandFacts(expected: unknown): string[] {
  if (typeof expected !== 'object' || expected === null) return []
  return Object.entries(expected).flatMap(([key, value]) => (key === 'fact' && typeof value === 'string' ? [value] : operandFacts(value)))
}

/** A case whose only changes are to what the base launch says already proves no more than the base: most likely another value was meant. */
function unchanged(input: TestInput, item: TestCase): Diagnostic[] {
  const [first] = item.change
  if (!first || item.remove.length > 0 || item.waivers || item.now) return []
  const isSame = item.change.every((entry) => {
    const launch = changedLaunch({
      base: input.launch,
      reading: { document: item.document, diagnostics: [] },
      change: [entry],
      remove: [],
    })
    return isLaunchPath(entry.key) ? sameField(input.launch, launch, entry.key) : sameFact(input.launch, launch, entry.key)
  })
  if (!isSame) return []
  return [
    diagnostic('test/changes-nothing', {
      file: item.document.file,
      range: item.document.lines.range(first.keyStart, first.keyEnd),
      message: `the case \`${excerpt(item.name)}\` changes \`${excerpt(first.key)}\` to what the launch it starts from says already`,
      hint: 'leave `change` out, or write the value that is meant',
    }),
  ]
}

type Launch = TestInput['launch']

function sameFact(a: Launch, b: Launch, path: string): boolean {
  const factOf = ({ facts }: Launch): string | undefined => {
    const found = facts.facts.find((fact) => fact.path === path)
    return found && JSON.stringify([toData(found.node), Object.entries(found.evidence).sort()])
  }
  const before = factOf(a)
  return before !== undefined && before === factOf(b)
}

function sameField(a: Launch, b: Launch, path: string): boolean {
  const name = path.slice('launch.'.length)
  if (!isLaunchField(name)) return false
  const fieldOf = ({ fields }: Launch): string => {
    const node = fields.get(name)?.node
    return node ? JSON.stringify(toData(node)) : ''
  }
  return fieldOf(a) === fieldOf(b)
}
