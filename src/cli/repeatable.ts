/** Reads an option that may be given several times: what was given before, and this. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}
