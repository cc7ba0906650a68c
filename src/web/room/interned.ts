/** Keeps equal data once: gives back the first data that had the same JSON. It must not be changed afterwards. */
export type Interned = <T>(data: T) => T

/** A fresh, empty set of interned data. */
export function interner(): Interned {
  const known = new Map<string, unknown>()
  return <T>(data: T): T => {
    const key = JSON.stringify(data)
    const held = known.get(key)
    if (held !== undefined) return held as T
    known.set(key, data)
    return data
  }
}
