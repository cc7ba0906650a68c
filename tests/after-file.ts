const cleaners: (() => unknown)[] = []

/**
 * Has `clean` called once, when the tests of the file that now runs are done. A module that several files use is loaded once a
 * process: an `afterAll` at its top would belong to the first of them alone.
 */
export function afterFile(clean: () => unknown): void {
  cleaners.push(clean)
}

/** Cleans up, the last first. */
export async function cleanUp(): Promise<void> {
  for (const clean of cleaners.splice(0).reverse()) await clean()
}
