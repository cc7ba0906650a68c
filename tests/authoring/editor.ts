import { TextDocument } from 'vscode-languageserver-textdocument'
import { getLanguageService } from 'yaml-language-server'
import type { Schema } from '../../src/authoring/bundled-schema.ts'

/** What an editor offers at a place: its label, and what is written when it is taken. */
export interface Offer {
  readonly label: string
  readonly inserted: string
  readonly about: string
}

/** The language server that editors run, over one schema; `|` in a text is where the cursor stands. */
export class Editor {
  readonly #service

  constructor(schema: Schema) {
    this.#service = getLanguageService({
      schemaRequestService: () => Promise.reject(new Error('nothing is fetched')),
      workspaceContext: { resolveRelativePath: (path) => path },
    })
    this.#service.configure({
      validate: true,
      hover: true,
      completion: true,
      // It writes into what it is given.
      schemas: [{ uri: 'file:///onlyif.schema.json', fileMatch: ['*.yaml'], schema: structuredClone(schema) }],
    })
  }

  /** What is marked in a text: "line: what is said". */
  async marks(text: string): Promise<string[]> {
    const found = await this.#service.doValidation(documentOf(text), false)
    return found.map((item) => `${item.range.start.line + 1}: ${item.message}`)
  }

  async offers(marked: string): Promise<Offer[]> {
    const { document, position } = at(marked)
    const { items } = await this.#service.doComplete(document, position, false)
    return items.map((item) => ({
      label: item.label,
      inserted: item.textEdit?.newText ?? item.insertText ?? '',
      about: typeof item.documentation === 'string' ? item.documentation : (item.documentation?.value ?? ''),
    }))
  }

  /** What is said of the word at the cursor, as plain text. */
  async hover(marked: string): Promise<string> {
    const { document, position } = at(marked)
    const hover = await this.#service.doHover(document, position)
    const contents = hover?.contents
    const text = typeof contents === 'object' && 'value' in contents ? contents.value : ''
    return text.replaceAll(/\\(?=[\\`*_{}[\]#+!])/g, '').replaceAll('\n\n', '\n')
  }
}

let count = 0

// A server keeps the documents it has read by name, so each gets a new one.
function documentOf(text: string): TextDocument {
  return TextDocument.create(`file:///document-${++count}.yaml`, 'yaml', 0, text)
}

function at(marked: string): { document: TextDocument; position: ReturnType<TextDocument['positionAt']> } {
  const offset = marked.indexOf('|')
  if (offset === -1) throw new Error('the text has no cursor')
  const document = documentOf(`${marked.slice(0, offset)}${marked.slice(offset + 1)}`)
  return { document, position: document.positionAt(offset) }
}
