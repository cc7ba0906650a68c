/**
 * A library that only the benchmark's own package brings; undefined where it is not installed. Its types are not imported either:
 * the repository is checked without it.
 */
export async function library<T>(name: string): Promise<T | undefined> {
  try {
    return (await import(/* @vite-ignore */ name)) as T
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}
