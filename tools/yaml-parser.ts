import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Plugin, transformSync } from 'esbuild'
import { plainLexer } from './yaml-lexer.ts'

const folder = resolve('node_modules/yaml/browser/dist')
const lexer = resolve(folder, 'parse/lexer.js')
const scalar = resolve(folder, 'nodes/Scalar.js')

/**
 * Of the YAML library only its parser is needed, and it does not say that the rest may be left out; here we do, and make its lexer a plain
 * one. `user` is the module that imports the library, compiled or not, before it is bundled.
 */
export function yamlParser(user: string): Plugin {
  // One by one, because a namespace is kept whole. A name that is not there fails the build.
  const names = [...new Set(Array.from(codeOf(user).matchAll(/\bCST\.(\w+)/g), ([, name]) => name))]
  const contents = `import { ${names.join(', ')} } from './parse/cst.js'
export const CST = { ${names.join(', ')} }
export { Lexer } from './parse/lexer.js'
export { Parser } from './parse/parser.js'`
  return {
    name: 'yaml-parser',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^yaml$/ }, ({ path }) => ({ path, namespace: 'yaml-parser', sideEffects: false }))
      onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) =>
        resolveDir.startsWith(folder) ? { path: resolve(resolveDir, path), sideEffects: false } : undefined,
      )
      onLoad({ filter: /[\\/]parse[\\/]lexer\.js$/ }, ({ path }) =>
        path === lexer ? { contents: plainLexer(readFileSync(path, 'utf8')), loader: 'js' } : undefined,
      )
      onLoad({ filter: /[\\/]nodes[\\/]Scalar\.js$/ }, ({ path }) =>
        path === scalar ? { contents: kindsOfScalars(readFileSync(path, 'utf8')), loader: 'js' } : undefined,
      )
      onLoad({ filter: /.*/, namespace: 'yaml-parser' }, () => ({ contents, resolveDir: folder }))
    },
  }
}

/** Of the nodes of scalars a parser needs the names of their kinds alone. */
function kindsOfScalars(code: string): string {
  const kinds = Array.from(code.matchAll(/^Scalar\.(\w+) = '(\w+)';$/gm), ([, key, name]) => `${key}: '${name}'`)
  if (kinds.length !== 5) throw new Error('the scalars of yaml have other kinds than tools/yaml-parser.ts knows')
  return `export const Scalar = { ${kinds.join(', ')} }`
}

/** The text of a module without its types. */
function codeOf(file: string): string {
  return transformSync(readFileSync(file, 'utf8'), { loader: 'ts' }).code
}
