import { readFileSync, writeFileSync } from 'node:fs'

/** The page of workflows with each file in its place. `textOf` gives the text of a file under `docs/workflows`. */
export function withWorkflows(page: string, textOf: (file: string) => string): string {
  return page.replaceAll(
    /(<!-- workflow: (\S+) -->\n)[\s\S]*?(<!-- \/workflow -->)/g,
    (_, start: string, file: string, end: string) => `${start}\n\`\`\`yaml\n${textOf(file)}\`\`\`\n\n${end}`,
  )
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const page = 'docs/workflows.md'
  writeFileSync(
    page,
    withWorkflows(readFileSync(page, 'utf8'), (file) => readFileSync(`docs/workflows/${file}`, 'utf8')),
  )
}
