import { mkdir, readFile, writeFile } from 'node:fs/promises'

const root = new URL('../', import.meta.url)
const target = new URL('src/server/demo/generated/', root)

/** The documents that the example organisation is judged by: by the name they have there, where they stand here. */
const places: Readonly<Record<string, string>> = {
  'onlyif.yaml': 'demo/onlyif.yaml',
  ...Object.fromEntries(
    ['market-promise', 'price-change', 'ai-feature-launch'].flatMap((id) =>
      ['commitment', 'catalog'].map((name) => [`rules/${id}/${name}.yaml`, `rules/${id}/${name}.yaml`]),
    ),
  ),
  'rules/five-conditions/commitment.yaml': 'rules/five-conditions/commitment.yaml',
  'rules/keeping-our-word/commitment.yaml': 'demo/keeping-our-word.yaml',
  'rules/keeping-our-word/catalog.yaml': 'demo/catalog.yaml',
}

/** Writes the texts of the demo as a module, so that the service has them wherever it runs. */
export async function writeDemoTexts(): Promise<void> {
  const entries = await Promise.all(
    Object.entries(places).map(
      async ([name, place]) => `  ${JSON.stringify(name)}: ${JSON.stringify(await readFile(new URL(place, root), 'utf8'))},\n`,
    ),
  )
  await mkdir(target, { recursive: true })
  await writeFile(
    new URL('texts.ts', target),
    `// Made by tools/generate.ts from demo/ and rules/. Do not edit.\n\n/** By file. */\nexport const demoTexts: Readonly<Record<string, string>> = {\n${entries.join('')}}\n`,
  )
}
