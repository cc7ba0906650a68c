import { readFileSync, writeFileSync } from 'node:fs'
import { codes } from '../src/source/codes.ts'

const declared = /\b(error|warning|info)\((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\)/g

/** Takes out of the emitted codes what each means: that is for who reads the source, and a page would load it for nothing. */
export function takeMeanings(file: string): void {
  const text = readFileSync(file, 'utf8')
  const count = [...text.matchAll(declared)].length
  if (count !== Object.keys(codes).length) throw new Error(`${file} declares ${count} codes like this: see how it is written now`)
  writeFileSync(file, text.replaceAll(declared, '$1()'))
}
