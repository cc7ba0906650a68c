import { describe, expect, test } from 'vitest'
import { faultsOf, read } from './read.ts'

/** Texts with one mistake, and all that is said about each. */
const syntax: readonly [law: string, text: string, fault: string][] = [
  [
    'a second colon in a value asks for quotes',
    'title: go: now',
    'yaml/syntax 1:8-1:15 the value of `title` holds a second `: ` [quote the value: `"go: now"`]',
  ],
  [
    'a line indented below a key with a value names both',
    'a: b\n  c: d',
    'yaml/syntax 2:3-2:4 `c` is indented below `a`, which already has the value `b` [indent it as far as `a`, or quote the whole text]',
  ],
  [
    'a key without a space behind its colon is shown with one',
    'a: 1\ntitle:go\nb: 2',
    'yaml/syntax 2:1-2:9 `title:go` has no space behind its colon [write `title: go`]',
  ],
  ['the same within braces', '{a:1}', 'yaml/syntax 1:2-1:5 `a:1` has no space behind its colon [write `a: 1`]'],
  ['a list item without a space is shown with one', 'a:\n- b\n-c', 'yaml/syntax 3:1-3:3 `-c` has no space behind its `-` [write `- c`]'],
  [
    'a line that is no entry is shown',
    'a: 1\nthen\nb: 2',
    'yaml/syntax 2:1-2:5 the line `then` is not a key with a value [write `then: ` and a value, or indent the line if it continues the text above it]',
  ],
  [
    'a line indented less than its siblings is shown',
    'a:\n   b: 1\n  c: 2',
    'yaml/syntax 3:3-3:7 the line `c: 2` does not fit the lines above it [indent it exactly as far as the lines it belongs with: with 3 spaces it stands as `b` does]',
  ],
  [
    'a key below a list is shown',
    '- a\nb: 1',
    'yaml/syntax 2:1-2:5 the line `b: 1` does not fit the lines above it [indent it exactly as far as the lines it belongs with]',
  ],
  [
    'a list item below a key with a value is shown',
    'a: 1\n- b\n',
    'yaml/syntax 2:1-2:4 the line `- b` does not fit the lines above it [indent it exactly as far as the lines it belongs with]',
  ],
  [
    'a list on the line of its key is named',
    'a: - b',
    'yaml/syntax 1:4-1:5 a list begins on the line of its key `a` [begin the list on the next line, indented]',
  ],
  [
    'an open double quote is named where it opens',
    'a: 1\nb: "x\nc: 2',
    'yaml/syntax 2:4-2:5 the text that begins with `"x` has no closing quote [close it with `"`]',
  ],
  [
    'an open single quote is named where it opens',
    "a: 'x",
    "yaml/syntax 1:4-1:5 the text that begins with `'x` has no closing quote [close it with `'`]",
  ],
  [
    'text behind a closing quote is named',
    'a: "x" y',
    'yaml/syntax 1:8-1:9 `y` follows a closing quote [put the whole text in quotes; a quote within it is written `\\"`]',
  ],
  [
    'an apostrophe that closes a text is explained',
    "a: 'it's'",
    "yaml/syntax 1:8-1:10 `s'` follows a closing quote [put the whole text in quotes; an apostrophe within it is written `''`]",
  ],
  [
    'an open bracket is named where it opens',
    'a: [1, 2\nb: 1',
    'yaml/syntax 1:4-1:5 a `[` is not closed [close it with `]`; lines inside of it are indented further than the line on which it opens]',
  ],
  ['the wrong bracket is named', '[1, {a: 2]]', 'yaml/syntax 1:10-1:11 a `{` is closed by `]` [close it with `}`]'],
  ['a bracket too many is named', '[1]]', 'yaml/syntax 1:4-1:5 `]` closes nothing [remove it, or quote the whole text]'],
  ['a comma too many is named', 'a: [1,,2]', 'yaml/syntax 1:7-1:8 a `,` stands where a value is due [remove the extra comma]'],
  [
    'a list of lines within brackets is named',
    'a: [- ]',
    'yaml/syntax 1:5-1:6 `- ]` cannot stand behind `a: [` [if it is all one text, put the whole text in quotes]',
  ],
  ['a leading comma is named', '[,1]', 'yaml/syntax 1:2-1:3 a `,` stands where a value is due [remove the extra comma]'],
  [
    'a missing comma between texts is named',
    '["a" "b"]',
    'yaml/syntax 1:6-1:9 a `,` is missing before `"b"` [put a `,` between two items]',
  ],
  [
    'a missing comma between lines of JSON is named',
    '{\n  "a": 1\n  "b": 2\n}',
    'yaml/syntax 3:3-3:6 a `,` is missing before `"b"` [put a `,` between two entries, and `: ` between a key and its value]',
  ],
  [
    'a missing comma that YAML would read as text is named',
    '{"a":1 "b":2}',
    'yaml/syntax 1:8-1:11 a `,` is missing before `"b"` [put a `,` between two entries, and `: ` between a key and its value]',
  ],
  [
    'a missing colon in JSON is named',
    '{"a" 1}',
    'yaml/syntax 1:6-1:7 a `,` is missing before `1` [put a `,` between two entries, and `: ` between a key and its value]',
  ],
  [
    'a character that cannot begin a text is named',
    'a: @x',
    'yaml/syntax 1:4-1:6 a text without quotes cannot begin with `@` [quote it: `"@x"`]',
  ],
  ['so is a backtick', 'a: `x`', 'yaml/syntax 1:4-1:7 a text without quotes cannot begin with a backtick [quote it: `"`x`"`]'],
  [
    'an escape that does not exist is named',
    'a: "C:\\dir"',
    'yaml/syntax 1:7-1:9 `\\d` means nothing within double quotes [write `\\\\` for a backslash, or use single quotes]',
  ],
  [
    'text on the line of a block mark is named',
    'a: |x\n  y',
    'yaml/syntax 1:4-1:6 `|x` is not the head of a text block [write the text on the lines below `|`, or quote it]',
  ],
  [
    'a comment that touches a text is named',
    'a: "b"# c',
    'yaml/syntax 1:7-1:8 a comment begins without a space before its `#` [put a space before `#`, or quote the whole text]',
  ],
  ['an anchor without a space is named', 'a: &x[1]', 'yaml/syntax 1:4-1:6 `&x` is not followed by a space [quote the text if it is one]'],
  ['two anchors of one value are named', 'a: &x &y 1', 'yaml/syntax 1:7-1:9 one value has two anchors, `&x` and `&y`'],
  [
    'a directive is named',
    '%YAML 1.1\n---\na: 1',
    'yaml/syntax 1:1-1:10 `%YAML 1.1` is not read; every document is YAML 1.2 without tags [remove the line; a text that begins with `%` needs quotes]',
  ],
  [
    'a document on the line of its mark is named',
    '--- a: 1',
    'yaml/syntax 1:5-1:6 a document begins on the line of its `---` [begin it on the next line]',
  ],
  ['a tab that indents a key is named', 'a:\n\tb: 1', 'yaml/tab 2:1-2:2 a tab is used for indentation [indent with spaces]'],
  ['a tab behind spaces is named', 'a:\n  b: 1\n \tc: 2', 'yaml/tab 3:2-3:3 a tab is used for indentation [indent with spaces]'],
  ['a tab that indents a list is named', '- a\n\t- b', 'yaml/tab 2:1-2:2 a tab is used for indentation [indent with spaces]'],
  ['a tab that indents a text block is named', 'a: |\n\tb', 'yaml/tab 2:1-2:2 a tab is used for indentation [indent with spaces]'],
  ['a tab within brackets below a key is named', 'a: {\n\tb: 1\n}', 'yaml/tab 2:1-2:2 a tab is used for indentation [indent with spaces]'],
]

const structure: readonly [law: string, text: string, fault: string][] = [
  [
    'a template without quotes is named',
    'a: {{ name }}',
    'yaml/complex-key 1:5-1:13 the key of a mapping is a mapping instead of text [if the brackets are part of a text, put the whole text in quotes]',
  ],
  [
    'a list as a key is named',
    '[a]: b',
    'yaml/complex-key 1:1-1:4 the key of a mapping is a list instead of text [if the brackets are part of a text, put the whole text in quotes]',
  ],
  [
    'an alias as a key is named',
    'a: &x b\n*x : c',
    'yaml/complex-key 2:1-2:2 the key of a mapping is an alias instead of text [write the key as text]',
  ],
  ['a null key is named', '~: x', 'yaml/complex-key 1:1-1:2 the key `~` is read as nothing [quote it if it is text: `"~"`]'],
  ['a missing key is named', ': x', 'yaml/complex-key 1:1-1:2 a key is missing [write the key before `: `]'],
  [
    'emphasis that looks like an alias is named',
    'a: *very* good',
    'yaml/syntax 1:11-1:15 `good` cannot stand behind `a: *very*` [if it is all one text, put the whole text in quotes]',
  ],
  [
    'an alias without its anchor is named',
    'a: *very',
    'yaml/unknown-alias 1:4-1:9 the alias `*very` names an anchor that does not exist [a text that begins with `*` needs quotes]',
  ],
  [
    'a mistyped alias gets a suggestion',
    'a: &price 1\nb: *prices',
    'yaml/unknown-alias 2:4-2:11 the alias `*prices` names an anchor that does not exist [did you mean `*price`?]',
  ],
  [
    'a key that differs only in quotes is a duplicate',
    '{1: a, "1": b}',
    'yaml/duplicate-key 1:8-1:11 the key `1` appears twice in one mapping [remove or rename one of them; the first is in line 1]',
  ],
  [
    'half of a surrogate pair is named',
    'a: "\\ud83d"',
    'yaml/bad-character 1:4-1:12 `"\\ud83d"` holds half of a surrogate pair [write both halves, such as `\\ud83d\\ude00`, or the character itself]',
  ],
  ['so is one that stands unescaped', 'a: \ud83d', 'yaml/bad-character 1:4-1:5 the text holds half of a surrogate pair, `U+D83D`'],
  [
    'a control character is named',
    'a: x\u0007',
    'yaml/control-character 1:5-1:6 the text holds the control character `U+0007` [remove it; between double quotes it can be written as an escape]',
  ],
]

describe('one mistake, one diagnostic', () => {
  test.each([...syntax, ...structure])('%s', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([fault])
    expect(read(text).documents).toEqual([])
  })

  test('of a cascade only the first fault is told', () => {
    expect(faultsOf('a: "x" y\nb: @z\nc: [\n')).toHaveLength(1)
    expect(faultsOf(']]]]]\n}}}\n')).toHaveLength(1)
  })

  test('faults of single nodes are all told', () => {
    expect(read('a: 0123\nb: !x z\na: 1\n<<: 2\nc: *d').diagnostics.map((item) => item.code)).toEqual([
      'yaml/ambiguous-number',
      'yaml/unknown-tag',
      'yaml/duplicate-key',
      'yaml/merge-key',
      'yaml/unknown-alias',
    ])
  })
})

describe('house style', () => {
  test.each([...syntax, ...structure])('of the message when %s', (_, text) => {
    for (const { message, hint } of read(text).diagnostics) {
      expect(message).toMatch(/^[a-z`]/)
      expect(message).not.toMatch(/\.$/)
      expect(hint ?? '').not.toMatch(/\.$/)
      expect(message).not.toMatch(/flow|scalar|sequence|node|implicit|indicator|please|illegal|oops/)
    }
  })
})
