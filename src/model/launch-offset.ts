const shape = /^T(?:([+-]\d{1,4})d)?$/

/** Days from the launch date, negative before it, that a text such as `T-14d`, `T` or `T+35d` says; undefined for other texts. */
export function readLaunchOffset(text: string): number | undefined {
  const parts = shape.exec(text)
  return parts ? Number(parts[1] ?? 0) : undefined
}

/** Days from the launch date as authors write them: `T-30d`, `T`, `T+35d`. */
export function formatLaunchOffset(days: number): string {
  return days === 0 ? 'T' : `T${days > 0 ? '+' : ''}${days}d`
}
