import { readDocsAddress } from '../model/docs-address.ts'
import { readConfig } from '../world/config.ts'
import { diskSource } from '../world/disk.ts'
import { findRoot } from '../world/root.ts'
import { UsageError } from './io.ts'

/** The site that a command line names. */
export function docsNamed(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const address = readDocsAddress(text)
  if (!address.ok) throw new UsageError(`--docs: \`${text}\` ${address.message}`, address.hint)
  return address.value
}

/** The site that the config here names; a config that cannot be read names none. */
export async function docsConfigured(cwd: string): Promise<string | undefined> {
  return (await readConfig(diskSource(findRoot(cwd)))).config.docs
}
