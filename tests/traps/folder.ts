import { expect } from 'vitest'
import { folderOf } from '../world/temporary-folder.ts'
import type { Ran } from './command.ts'
import { filesOf, type Scenario } from './gate.ts'

export type Files = Readonly<Record<string, string>>

/** A folder laid out as the defaults expect it, with the files of a scenario and others beside or instead of them. */
export function folderFor(scenario: Scenario, others: Files = {}): Promise<string> {
  return folderOf({ ...filesFor(scenario), ...others })
}

/** The files of a scenario by where the defaults look for them. */
export function filesFor(scenario: Scenario): Files {
  return Object.fromEntries(filesOf(scenario).map(({ file, text }) => [file === 'commitment.yaml' ? 'rules/promise.yaml' : file, text]))
}

/** That nothing was decided: exit 2, no verdict in the output, and at least one reason. */
export function expectUndecided(ran: Ran): void {
  expect(ran.code).toBe(2)
  expect(ran.stderr).toMatch(/^error\[|^onlyif: /m)
  expect(ran.stdout).not.toMatch(/GO\b(?!.*NOT)|✔ |"verdict"/)
  expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^ {4}at /m)
}
