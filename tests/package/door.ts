import { join } from 'node:path'
import ts from 'typescript'
import { root } from './tarball.ts'

/** A public name, as the types of the source tell of it. */
export interface PublicName {
  readonly name: string
  readonly isFunction: boolean
  readonly isType: boolean
  readonly says: string
  readonly examples: readonly string[]
}

export interface Door {
  readonly names: readonly PublicName[]
  /** Types that a public one mentions and that nobody can name. */
  readonly unnamed: readonly string[]
}

/** What `src/index.ts` exports, read by the compiler. */
export function readDoor(): Door {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram([join(root, 'src/index.ts')], options)
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(join(root, 'src/index.ts'))
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) throw new Error('src/index.ts exports nothing')
  const meant = (symbol: ts.Symbol): ts.Symbol => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
  const exported = checker.getExportsOfModule(module).map((symbol) => [symbol.name, meant(symbol)] as const)
  return {
    names: exported.map(([name, symbol]) => publicName(checker, name, symbol)),
    unnamed: unnamedFrom(checker, meant, new Set(exported.map(([, symbol]) => symbol))),
  }
}

function publicName(checker: ts.TypeChecker, name: string, symbol: ts.Symbol): PublicName {
  const examples = symbol.getJsDocTags(checker).filter((tag) => tag.name === 'example')
  return {
    name,
    isFunction: (symbol.flags & ts.SymbolFlags.Function) !== 0,
    isType: (symbol.flags & ts.SymbolFlags.Value) === 0,
    says: ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim(),
    examples: examples.map((tag) => ts.displayPartsToString(tag.text)),
  }
}

function unnamedFrom(checker: ts.TypeChecker, meant: (symbol: ts.Symbol) => ts.Symbol, exported: ReadonlySet<ts.Symbol>): string[] {
  const seen = new Set<ts.Symbol>()
  const unnamed: string[] = []
  const enter = (symbol: ts.Symbol): void => {
    const declarations = (symbol.declarations ?? []).filter((item) => item.getSourceFile().fileName.startsWith(join(root, 'src')))
    if (seen.has(symbol) || declarations.length === 0 || symbol.flags & ts.SymbolFlags.TypeParameter) return
    seen.add(symbol)
    if (!exported.has(symbol)) unnamed.push(symbol.name)
    for (const declaration of declarations) ts.forEachChild(declaration, walk)
  }
  const walk = (node: ts.Node): void => {
    // What a function does inside, and what a value is made of, its users do not see.
    if (ts.isBlock(node) || ts.isTypeQueryNode(node)) return
    const name = ts.isTypeReferenceNode(node) ? node.typeName : ts.isExpressionWithTypeArguments(node) ? node.expression : undefined
    const symbol = name && checker.getSymbolAtLocation(name)
    if (symbol) enter(meant(symbol))
    ts.forEachChild(node, walk)
  }
  exported.forEach(enter)
  return unnamed
}
