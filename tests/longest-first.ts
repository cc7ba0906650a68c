import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The files whose tests take longest, the longest first: each is more than ten seconds of work. Begun last, it would keep one
 * processor busy while the others have nothing left to do.
 */
export const longest: readonly string[] = [
  'tests/engine/two-keys.test.ts',
  'tests/bad-input/costly.test.ts',
  'tests/package/doors.test.ts',
  'tests/laws/bytes.test.ts',
  'tests/laws/trust.test.ts',
  'tests/store/faults.test.ts',
  'tests/server/demo.test.ts',
  'tests/web/views.browser.test.ts',
  'tests/github/bundle-runs.test.ts',
  'tests/authoring/launch-diff.test.ts',
  'tests/laws/unknown.test.ts',
  'tests/github/workflow-runs.test.ts',
  'tests/laws/waiver.test.ts',
  'tests/store/verify.test.ts',
]

/** Puts the longest files first; the others follow in the order that Vitest gives them, which without a cache is by size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const index = longest.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'))
      return index < 0 ? longest.length : index
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
