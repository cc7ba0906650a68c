import type { KeptInput, TextOf } from '../model/kept.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Limits } from '../source/limits.ts'
import { assemble, type WorldLaunch } from './assembly.ts'
import { factsOfText } from './facts-input.ts'
import type { InputFile } from './file-text.ts'
import { type FoundLaunch, readManifest } from './manifest.ts'
import { foreignFiles } from './mapped-file.ts'
import { readMapped, readsFile } from './mapping.ts'
import { memorySource } from './memory.ts'
import { stdinName } from './standard-input.ts'

/** What was kept of a decision, with its texts. */
export type KeptTexts = readonly (KeptInput & { readonly input: InputFile })[]

/** The texts of what was kept, and the names of those that are not there any more. */
export async function textsOf(
  inputs: readonly KeptInput[],
  textOf: TextOf,
): Promise<{ readonly texts: KeptTexts; readonly missing: readonly string[] }> {
  const texts: (KeptInput & { readonly input: InputFile })[] = []
  const missing = new Set<string>()
  for (const item of inputs) {
    const text = await textOf(item.digest)
    if (text === undefined) missing.add(item.file)
    else texts.push({ ...item, input: { file: item.file, text, digest: item.digest } })
  }
  return { texts, missing: [...missing] }
}

/** A launch as it was kept, joined with its facts by the same functions as at first. Undefined where its manifest does not hold it. */
export async function keptLaunch(
  id: string,
  texts: KeptTexts,
  { mappings, limits }: { readonly mappings: readonly Mapping[]; readonly limits: Limits },
): Promise<WorldLaunch | undefined> {
  const found = await launchesIn(texts, mappings, limits)
  return assemble(
    found.filter((item) => item.id === id),
    factsIn(texts, limits),
  )[0]
}

async function launchesIn(texts: KeptTexts, mappings: readonly Mapping[], limits: Limits): Promise<readonly FoundLaunch[]> {
  const [kept] = texts.filter((item) => item.as === 'launch')
  if (!kept) return []
  const { file } = kept
  const fitting = file === stdinName ? [] : mappings.filter((mapping) => readsFile(mapping, file))
  if (fitting.length === 0) return readManifest(file, { ok: true, input: kept.input }, limits, true).launches
  const head = texts.filter((item) => item.side === 'head')
  const foreign = foreignFiles(memorySource(new Map(head.map((item) => [item.file, item.input.text]))), limits)
  return (await Promise.all(fitting.map((mapping) => readMapped(mapping, file, foreign)))).flat()
}

function factsIn(texts: KeptTexts, limits: Limits): ReturnType<typeof factsOfText> {
  const parts = texts
    .filter((item) => item.as === 'facts')
    .map(({ input, under }) => factsOfText(input.file, { ok: true, input }, { limits, prefix: under, isNamed: false }))
  return {
    facts: parts.flatMap((part) => part.facts),
    shared: parts.flatMap((part) => part.shared),
    problems: parts.flatMap((part) => part.problems),
  }
}
