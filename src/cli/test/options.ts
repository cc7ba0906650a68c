/** How a run of tests can be reported; html only shows coverage. */
export const testFormats = ['text', 'json', 'junit', 'html'] as const

export type TestFormat = (typeof testFormats)[number]

/** What `onlyif test` is asked to do. */
export interface TestOptions {
  readonly files: readonly string[]
  readonly format: TestFormat
  readonly output?: string
  readonly commitments?: readonly string[]
  readonly catalog?: readonly string[]
  readonly only?: string
  readonly now?: string
  readonly coverage?: boolean
  readonly minCoverage?: number
  readonly mutate?: boolean
  readonly minScore?: number
  readonly suggest?: boolean
  readonly dryRun?: boolean
  readonly watch?: boolean
  readonly quiet?: boolean
  readonly color?: boolean
}
