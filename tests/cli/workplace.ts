import { afterFile } from '../after-file.ts'
import { Workplace } from './harness.ts'

/** A folder with these files, and the command run in it. It is gone after the tests of the file. */
export function workplace(files: Readonly<Record<string, string>> = {}): Workplace {
  const place = new Workplace(files)
  afterFile(() => place.remove())
  return place
}
