import { afterAll } from 'vitest'
import { Workplace } from './harness.ts'

const places: Workplace[] = []
afterAll(() => {
  for (const place of places) place.remove()
})

/** A folder with these files, and the command run in it. It is gone after the tests of the file. */
export function workplace(files: Readonly<Record<string, string>> = {}): Workplace {
  const place = new Workplace(files)
  places.push(place)
  return place
}
