import type { LaunchSpec, Workload } from '../workload.ts'
import type { Given, LeafSpec } from '../workload-facts.ts'

/** A measured fact as plain data; days count from 1970-01-01. */
export interface Measured {
  readonly value: Given['value']
  readonly day: number
  readonly sample: number
}

/**
 * A launch as peers are handed it: groups of facts, every group present. Values are read beforehand, percentages as numbers and
 * dates as days, and placeholders are left out: no peer pays for what we do while we judge.
 */
export type PlainFacts = Readonly<Record<string, Readonly<Record<string, Given['value'] | Measured>>>>

export function plainFacts({ facts, launches }: Workload): PlainFacts[] {
  const groups = [...new Set(facts.map((fact) => fact.group))]
  return launches.map((launch) => plainLaunch(groups, launch))
}

function plainLaunch(groups: readonly string[], { given }: LaunchSpec): PlainFacts {
  const plain: Record<string, Record<string, Given['value'] | Measured>> = Object.fromEntries(groups.map((group) => [group, {}]))
  for (const [path, { value, day, sample }] of given) {
    const [group = '', name = ''] = path.split('.')
    const own = plain[group]
    if (own) own[name] = day === undefined || sample === undefined ? value : { value, day, sample }
  }
  return plain
}

/** Where the value of a leaf's fact stands in plain data, group first. */
export function valuePath({ fact }: LeafSpec): string[] {
  return fact.evidence ? [fact.group, fact.name, 'value'] : [fact.group, fact.name]
}
