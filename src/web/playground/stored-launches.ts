import type { Decision, Finding } from '../../model/generated/types.ts'
import { evidenceKeys } from '../../model/path.ts'

/** A launch as its last decision knows it: its header, and the facts that were looked at. */
export interface StoredLaunch {
  readonly verdict: Decision['verdict']
  readonly blocked: boolean
  /** As of when it was judged. */
  readonly now: string
  readonly header: Readonly<Record<string, unknown>>
  /** By path, each with its evidence; what was missing is not there. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** What of a decision another commitment can be tried on. Facts that nobody's commitment read are not in it. */
export function storedLaunchOf({ launch, verdict, blocked, now, requirements }: Decision): StoredLaunch {
  const { file: _, ...header } = launch
  const findings = requirements.flatMap(({ applies, findings: own }) => [...applies.findings, ...own])
  return {
    verdict,
    blocked,
    now,
    header,
    facts: Object.fromEntries(findings.filter(isWhole).map((finding) => [finding.fact, factOf(finding)])),
  }
}

/** Whether a finding holds the whole value as it was supplied, and supplied it was. */
function isWhole({ fact, actual, actualSize, items, manifest }: Finding): boolean {
  if (fact.startsWith('launch.') || actual === undefined || actual === null || items !== undefined || manifest?.nearest === true)
    return false
  return !Array.isArray(actual) || actualSize === undefined || actualSize === actual.length
}

function factOf({ actual, evidence = {} }: Finding): Readonly<Record<string, unknown>> {
  const known = Object.entries(evidence).filter(([key]) => (evidenceKeys as readonly string[]).includes(key))
  return { value: actual, ...Object.fromEntries(known) }
}
