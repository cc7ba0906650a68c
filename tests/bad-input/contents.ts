import type { Role } from './sound.ts'

/** One way to spoil the text of a file, and what must come of it. */
export interface Content {
  readonly name: string
  /** From a sound text to the bad one. */
  readonly spoil: (text: string) => string | Uint8Array
  /** The one diagnostic that is due; without it the file must be read as the sound one is. */
  readonly code?: string
  /** Diagnostics that are due in files of a role instead; `read` where nothing is wrong there. */
  readonly in?: Partial<Readonly<Record<Role, string>>>
  /** Whether there is no place to point at: it is the file as a whole. */
  readonly whole?: boolean
  /** Whether nothing can be said of how to mend it. */
  readonly noHint?: boolean
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const bytes = (text: string, ...more: number[]): Uint8Array => Uint8Array.from([...utf8(text), ...more])
const utf16 = (text: string, little: boolean): Uint8Array =>
  Uint8Array.from(
    Array.from(text, (char) => char.charCodeAt(0)).flatMap((code) => (little ? [code & 255, code >> 8] : [code >> 8, code & 255])),
  )

const letters = 'abcdefgh'
const laughs = [
  `a: &a [${Array(10).fill('x').join(', ')}]`,
  ...Array.from(
    letters.slice(1),
    (name, index) =>
      `${name}: &${name} [${Array(10)
        .fill(`*${letters.charAt(index)}`)
        .join(', ')}]`,
  ),
].join('\n')

const flow = (depth: number): string => `deep: ${'['.repeat(depth)}${']'.repeat(depth)}\n`
const block = (depth: number): string => Array.from({ length: depth }, (_, index) => `${' '.repeat(index)}d:\n`).join('')
const list = (depth: number): string => `deep:\n  ${'- '.repeat(depth)}x\n`
const json = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

const mebibyte = 1_048_576

export const contents: readonly Content[] = [
  { name: 'a bracket that is not closed', spoil: (text) => `${text}more: [\n`, code: 'yaml/syntax' },
  { name: 'a quote that is not closed', spoil: (text) => `${text}more: "\n`, code: 'yaml/syntax' },
  { name: 'a line that is no key', spoil: (text) => `${text}more\n`, code: 'yaml/syntax' },
  { name: 'a stray closing bracket', spoil: (text) => `${text}]\n`, code: 'yaml/syntax' },
  { name: 'two values on one line', spoil: (text) => `${text}more: a: b\n`, code: 'yaml/syntax' },
  { name: 'a template language', spoil: (text) => `${text}more: {{ value }}\n`, code: 'yaml/complex-key' },
  { name: 'a key twice', spoil: (text) => `${text}more: 1\nmore: 2\n`, code: 'yaml/duplicate-key' },
  { name: 'an unknown key', spoil: (text) => `${text}colour: blue\n`, code: 'document/unknown-key', in: { mapped: 'read' }, noHint: true },
  { name: 'a tab for indentation', spoil: (text) => `${text}more:\n\tdeep: 1\n`, code: 'yaml/tab' },
  { name: 'a tag', spoil: (text) => `${text}more: !!js/function "return 1"\n`, code: 'yaml/unknown-tag' },
  { name: 'a merge key', spoil: (text) => `${text}more: { <<: { a: 1 } }\n`, code: 'yaml/merge-key' },
  { name: 'an anchor within the limits', spoil: (text) => text.replace(/^(\w+: )/, '$1&name ') },
  { name: 'an alias bomb', spoil: (text) => `${text}${laughs}\n`, code: 'yaml/too-many-aliases', noHint: true },
  {
    name: 'an alias bomb of mappings',
    spoil: (text) => `${text}${laughs.replaceAll('[', '[{ x: [').replaceAll(']', ']}]')}\n`,
    code: 'yaml/too-many-aliases',
    noHint: true,
  },
  {
    name: 'a hundred and one aliases',
    spoil: (text) => `${text}a: &a 1\nb: [${Array(101).fill('*a').join(', ')}]\n`,
    code: 'yaml/too-many-aliases',
    noHint: true,
  },
  { name: 'an alias that contains itself', spoil: (text) => `${text}more: &a [*a]\n`, code: 'yaml/cycle' },
  { name: 'an alias that contains itself by way of others', spoil: (text) => `${text}more: &a { b: [{ c: *a }] }\n`, code: 'yaml/cycle' },
  { name: 'an alias of nothing', spoil: (text) => `${text}more: *nothing\n`, code: 'yaml/unknown-alias' },
  {
    name: 'one byte more than is read',
    spoil: (text) => `${text}#${'x'.repeat(mebibyte - text.length)}`,
    code: 'file/too-large',
    whole: true,
    noHint: true,
  },
  { name: 'exactly as many bytes as are read', spoil: (text) => `${text}#${'x'.repeat(mebibyte - text.length - 1)}` },
  { name: 'flow lists 65 deep', spoil: (text) => text + flow(65), code: 'yaml/too-deep', noHint: true },
  { name: 'flow lists half a million deep', spoil: (text) => text + flow(500_000), code: 'yaml/too-deep', noHint: true },
  {
    name: 'flow lists half a million deep that are never closed',
    spoil: (text) => `${text}deep: ${'['.repeat(1_000_000)}`,
    code: 'yaml/too-deep',
    noHint: true,
  },
  {
    name: 'flow mappings deep without end',
    spoil: (text) => `${text}deep: ${'{a: '.repeat(200_000)}`,
    code: 'yaml/too-deep',
    noHint: true,
  },
  { name: 'block mappings 1,000 deep', spoil: (text) => text + block(1000), code: 'yaml/too-deep', noHint: true },
  { name: 'block lists 100,000 deep on one line', spoil: (text) => text + list(100_000), code: 'yaml/too-deep', noHint: true },
  { name: 'JSON 100,000 deep', spoil: () => json(100_000), code: 'yaml/too-deep', noHint: true },
  { name: '`__proto__` as a key', spoil: (text) => `${text}__proto__: { polluted: true }\n`, code: 'yaml/forbidden-key' },
  { name: '`__proto__` deep inside', spoil: (text) => `${text}more: [{ a: { "__proto__": 1 } }]\n`, code: 'yaml/forbidden-key' },
  {
    name: '`constructor` as a key',
    spoil: (text) => `${text}constructor: { prototype: { polluted: true } }\n`,
    code: 'document/unknown-key',
    in: { mapped: 'read' },
    noHint: true,
  },
  {
    name: 'an unknown kind',
    spoil: (text) => text.replace(/^kind: .*$/m, 'kind: Deployment'),
    code: 'document/unknown-kind',
    in: { mapped: 'read' },
  },
  { name: 'no kind', spoil: (text) => text.replace(/^kind: .*\n/m, ''), code: 'document/missing-kind', in: { mapped: 'read' } },
  {
    name: 'another version of the format',
    spoil: (text) => text.replace('onlyif/v1', 'onlyif/v2'),
    code: 'document/unknown-api-version',
    in: { mapped: 'read' },
  },
  { name: 'nothing', spoil: () => '', code: 'file/empty', whole: true, noHint: true },
  { name: 'white space', spoil: () => ' \n\n  \n', code: 'file/empty', whole: true, noHint: true },
  { name: 'comments alone', spoil: () => '# to do\n', code: 'file/empty', whole: true, noHint: true },
  { name: 'a document mark alone', spoil: () => '---\n', code: 'file/empty', whole: true, noHint: true },
  { name: 'a list', spoil: () => '- a\n- b\n', code: 'document/not-a-mapping', in: { mapped: 'mapping/wrong-item' } },
  { name: 'a single word', spoil: () => 'hello\n', code: 'document/not-a-mapping', in: { mapped: 'mapping/wrong-item' } },
  { name: 'a byte order mark', spoil: (text) => `\uFEFF${text}` },
  { name: 'CRLF line ends', spoil: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'CR line ends', spoil: (text) => text.replaceAll('\n', '\r') },
  { name: 'mixed line ends', spoil: (text) => text.replace('\n', '\r\n').replace(/\n$/, '\r') },
  { name: 'a byte order mark and CRLF', spoil: (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}` },
  { name: 'no line end at the end', spoil: (text) => text.trimEnd() },
  { name: 'a Latin-1 letter', spoil: (text) => bytes(`${text}# gr`, 0xfc, 0x6e), code: 'file/not-utf8' },
  { name: 'a character that is cut off', spoil: (text) => bytes(`${text}# `, 0xe2, 0x82), code: 'file/not-utf8' },
  { name: 'a surrogate in UTF-8', spoil: (text) => bytes(`${text}# `, 0xed, 0xa0, 0x80), code: 'file/not-utf8' },
  {
    name: 'UTF-16, little end first',
    spoil: (text) => Uint8Array.from([0xff, 0xfe, ...utf16(text, true)]),
    code: 'file/not-utf8',
    whole: true,
  },
  {
    name: 'UTF-16, big end first',
    spoil: (text) => Uint8Array.from([0xfe, 0xff, ...utf16(text, false)]),
    code: 'file/not-utf8',
    whole: true,
  },
  { name: 'UTF-16 without a mark', spoil: (text) => utf16(text, true), code: 'file/nul-byte' },
  { name: 'a NUL byte', spoil: (text) => `${text}# \0\n`, code: 'file/nul-byte' },
  { name: 'a bell', spoil: (text) => `${text}# \u0007\n`, code: 'yaml/control-character' },
  { name: 'an image', spoil: () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), code: 'file/not-utf8' },
  { name: 'compressed bytes', spoil: () => Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), code: 'file/not-utf8' },
  { name: 'a second, empty document', spoil: (text) => `${text}---\n` },
  { name: 'an end mark', spoil: (text) => `${text}...\n` },
  { name: 'a YAML directive', spoil: (text) => `%YAML 1.2\n---\n${text}` },
  { name: 'a second document that is broken', spoil: (text) => `${text}---\nmore: [\n`, code: 'yaml/syntax' },
  {
    name: 'a second document without a header',
    spoil: (text) => `${text}---\nmore: 1\n`,
    code: 'document/missing-api-version',
    in: { mapped: 'world/several-documents' },
  },
]
