import { build } from 'esbuild'

type Parser = typeof import('@actions/workflow-parser')

/** GitHub's own parser of workflows. Node cannot load it as it is: it imports JSON without the attribute that Node asks for. */
async function load(): Promise<Parser> {
  const { outputFiles } = await build({
    stdin: { contents: "export * from '@actions/workflow-parser'", resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  })
  const text = outputFiles[0]?.text ?? ''
  return (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as Parser
}

let parser: Promise<Parser> | undefined

/**
 * What GitHub's parser says is wrong with a workflow, with line and column. `called` holds the workflows that others call, by what
 * stands after `uses`: their inputs are then compared, too.
 */
export async function wrongInWorkflow(name: string, content: string, called: Readonly<Record<string, string>> = {}): Promise<string[]> {
  parser ??= load()
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await parser
  const file = { name: `.github/workflows/${name}`, content }
  const { context, value } = parseWorkflow(file, new NoOperationTraceWriter())
  if (value === undefined) return context.errors.getErrors().map(({ message }) => message)
  const provider = {
    getFileContent: async (reference: Parameters<FileProvider['getFileContent']>[0]) => {
      const uses = nameOf(reference)
      const text = called[uses]
      if (text === undefined) throw new Error(`nothing can be called by ${uses}`)
      return { name: uses, content: text }
    },
  }
  const template = await convertWorkflowTemplate(context, value, provider, { fetchReusableWorkflowDepth: 1, errorPolicy: 1 })
  const converted = (template.errors ?? []).map(({ Message }) => Message)
  return [...new Set([...context.errors.getErrors().map(({ message }) => message), ...converted])]
}

type FileProvider = NonNullable<Parameters<Parser['convertWorkflowTemplate']>[2]>

function nameOf(reference: Parameters<FileProvider['getFileContent']>[0]): string {
  return 'repository' in reference
    ? `${reference.owner}/${reference.repository}/${reference.path}@${reference.version}`
    : `./${reference.path}`
}
