import type { FileText } from './file-text.ts'
import { type ManifestFile, readManifest } from './manifest.ts'
import type { TrustedSide } from './world.ts'

/** Enough for the manifests that are judged again and again. One text may be a sixteenth of all. */
const mostTexts = 512
const mostCharacters = 1024 * 1024

interface Known {
  readonly manifests: Map<string, { readonly manifest: ManifestFile; readonly characters: number }>
  characters: number
}

const known = new WeakMap<TrustedSide, Known>()

/**
 * A manifest as {@link readManifest} reads it, kept for when the same text comes again under the same name: what it means and what is
 * wrong with it follow from these and the limits alone. Kept with what judges, so that an edit of that forgets it.
 */
export function readKnownManifest(side: TrustedSide, file: string, reading: FileText): ManifestFile {
  const { limits } = side.config
  if (!reading.ok || reading.input.text.length > mostCharacters / 16) return readManifest(file, reading, limits, false)
  const kept = keptWith(side)
  const key = `${reading.input.digest} ${file}`
  const found = kept.manifests.get(key)
  const manifest = found?.manifest ?? readManifest(file, reading, limits, false)
  const characters = reading.input.text.length + file.length
  // What was used last is forgotten last.
  if (found) kept.manifests.delete(key)
  else kept.characters += characters
  kept.manifests.set(key, { manifest, characters })
  forgetOldest(kept)
  return manifest
}

function keptWith(side: TrustedSide): Known {
  const found = known.get(side) ?? { manifests: new Map(), characters: 0 }
  known.set(side, found)
  return found
}

function forgetOldest(kept: Known): void {
  for (const [key, { characters }] of kept.manifests) {
    if (kept.manifests.size <= mostTexts && kept.characters <= mostCharacters) return
    kept.manifests.delete(key)
    kept.characters -= characters
  }
}
