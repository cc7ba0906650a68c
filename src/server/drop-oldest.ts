/** Forgets what was put in first until no more than `most` are left. Who means what was used last to be forgotten last puts it in anew. */
export function dropOldest<K>(kept: Map<K, unknown> | Set<K>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return
    kept.delete(key)
  }
}
