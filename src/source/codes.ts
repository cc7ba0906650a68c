/** How bad a diagnostic is: with an `error` nothing is decided, a `warning` can be silenced, an `info` only tells. */
export type Severity = 'error' | 'warning' | 'info'

interface CodeDeclaration {
  readonly severity: Severity
  /** One sentence: what is wrong when this code appears. */
  readonly means: string
}

const error = (means: string): CodeDeclaration => ({ severity: 'error', means })
const warning = (means: string): CodeDeclaration => ({ severity: 'warning', means })
const info = (means: string): CodeDeclaration => ({ severity: 'info', means })

/** Every diagnostic code there is. A code is stable for ever: it may be retired, never given another meaning. */
export const codes = {
  'file/unreadable': error('the file cannot be read'),
  'file/not-found': error('the named file does not exist'),
  'file/too-large': error('the file is larger than the limit'),
  'file/not-utf8': error('the file is not UTF-8 text'),
  'file/nul-byte': error('the file contains a NUL character'),
  'file/empty': error('the file holds no document'),
  'file/link-loop': error('the path runs into a loop of symbolic links'),
  'file/linked': error('the file or folder is a symbolic link, or the folder a submodule, that is not followed'),
  'file/outside-root': error('the path leads outside the root, or to a hidden file'),
  'file/too-many-diagnostics': info('more diagnostics were found in the file than are shown'),

  'yaml/syntax': error('the text is not well-formed YAML'),
  'yaml/tab': error('a tab is used for indentation'),
  'yaml/duplicate-key': error('a mapping has the same key twice'),
  'yaml/unknown-tag': error('a tag is used; tags are not read'),
  'yaml/unknown-alias': error('an alias names an anchor that does not exist'),
  'yaml/merge-key': error('a merge key `<<` is used'),
  'yaml/complex-key': error('a key is not plain text'),
  'yaml/forbidden-key': error('the key `__proto__` is used'),
  'yaml/cycle': error('an alias contains itself'),
  'yaml/too-many-aliases': error('there are more aliases, or they expand to more nodes, than the limit'),
  'yaml/too-deep': error('the nesting is deeper than the limit'),
  'yaml/ambiguous-number': error('a number is written in a way that other YAML tools read differently'),
  'yaml/dotted-thousands': warning('a number has a point where some part thousands'),
  'yaml/imprecise-number': error('a number has more digits than can be kept exactly'),
  'yaml/ambiguous-boolean': warning('a word such as `no` or `on` is text here and a boolean in other YAML tools'),
  'yaml/bad-character': error('the text holds half of a surrogate pair'),
  'yaml/control-character': error('the text holds a control character other than a tab or line break'),

  'document/missing-api-version': error('a document does not say `apiVersion: onlyif/v1`'),
  'document/unknown-api-version': error('a document is of another version than `onlyif/v1`'),
  'document/missing-kind': error('a document does not say its kind'),
  'document/unknown-kind': error('a document is of a kind that does not exist'),
  'document/not-a-mapping': error('a document is a list or a single value'),
  'document/unknown-key': error('a key is not part of the format'),
  'document/missing-key': error('a required key is absent'),
  'document/not-provided': error('a required key is empty or holds a placeholder such as `TBD`'),
  'document/wrong-type': error('a value has the wrong type'),
  'document/wrong-value': error('a value is not one of those allowed, or does not have the required form'),
  'document/wrong-date': error('a date is not a real day, or not written as one'),
  'document/wrong-duration': error('a duration is not written as one'),
  'document/wrong-id': error('an id does not have the required form'),
  'document/duplicate-id': error('two documents of one kind have the same id'),
  'document/curly-quotes': warning('a text stands in curly quotes, which become part of it'),
  'document/unused-silence': warning('a comment silences a warning that is not there'),
  'document/silence-without-reason': warning('a comment silences a warning without saying why'),

  'commitment/count-off': error('the declared count differs from the number of requirements'),
  'commitment/duplicate-requirement': error('two requirements of a commitment have the same id, or one is listed twice'),
  'commitment/nothing-demanded': error('a requirement has neither `require` nor `forbid`'),
  'commitment/empty-condition': error('a list of conditions or a mapping of facts is empty'),
  'commitment/ambiguous-condition': error('a condition mixes `all`, `any`, `not`, `atLeastOf` and facts'),
  'commitment/not-over-several': error('`not` stands over several facts'),
  'commitment/wrong-count': error('`atLeastOf` asks for more conditions than it lists, or for none'),
  'commitment/unknown-operator': error('an operator does not exist'),
  'commitment/nested-facts': error('a nested mapping stands where a test is due'),
  'commitment/wrong-path': error('a fact path does not have the required form'),
  'commitment/reserved-path': error('a fact path starts with a reserved word'),
  'commitment/unknown-fact': error('a fact is not in the catalog'),
  'commitment/unknown-launch-field': error('a `launch.` field does not exist'),
  'commitment/wrong-operator': error('an operator does not fit the type of the fact'),
  'commitment/wrong-operand': error('an operand does not fit the operator or the type of the fact'),
  'commitment/unknown-choice': error('an operand is not among the choices of the fact'),
  'commitment/untyped-comparison': error('two facts are compared and the type of neither is known'),
  'commitment/wrong-pattern': error('a pattern is not a regular expression in RE2 syntax'),
  'commitment/absence-proves-nothing': error('`present` is false or stands under negation'),
  'commitment/evidence-on-launch-field': error('evidence is asked for a field of the launch header'),
  'commitment/contradictory-bounds': error('bounds on one fact exclude each other'),
  'commitment/unreachable-bound': warning('a bound lies outside the range of the fact'),
  'commitment/unknown-stage': error('a stage is not in the journey of the commitment'),
  'commitment/waivers-loosened': error('a requirement allows more waivers than its commitment'),
  'commitment/unreachable-quorum': error('more roles must approve a waiver than there are approvers'),
  'commitment/unknown-same': error('`same` names a requirement that is not loaded'),
  'commitment/same-of-same': error('`same` names an entry that is itself a `same`'),
  'commitment/soft-words': warning('a title says something that can be neither kept nor broken'),
  'commitment/no-cpi': warning('no fact that a commitment reads says what customers gain by it'),
  'commitment/long-journey': warning('a journey has more stages than people can follow'),
  'commitment/due-after-launch': warning('a requirement is due after the launch that it holds back'),
  'commitment/applies-to-none': warning('a commitment applies to no launch that there is'),
  'commitment/near-miss': warning('a text differs from that of a launch only in letter case, spaces or signs'),
  'commitment/against-better': warning('a bound stops what the catalog calls better'),
  'commitment/cut-text': warning('a text ends earlier than it looks, as a comment begins in it'),
  'commitment/doubled-only-if': warning('a title says what is put before it'),
  'commitment/stage-spelling': warning('a stage is spelled in two ways'),
  'commitment/reused-id': warning('an id stands for something else than it did'),

  'launch/unknown-fact': error('a manifest supplies a fact that is not in the catalog'),
  'launch/duplicate-fact': error('a manifest supplies a fact twice in one document'),
  'launch/fact-and-group': error('a path is both a fact and a group of facts'),
  'launch/wrong-path': error('the name of a fact does not have the required form'),
  'launch/reserved-path': error('the name of a fact starts with a reserved word'),
  'launch/evidence-without-value': error('evidence keys stand without `value`'),
  'launch/value-with-other-keys': error('`value` stands beside keys that are not evidence'),
  'launch/unfit-value': warning('a value is of another type than the catalog says, or outside its range or choices'),
  'launch/unknown-launch': warning('facts are for a launch that does not exist, or is not judged, here'),

  'catalog/duplicate-fact': error('a fact is described twice'),
  'catalog/fact-and-group': error('a path in the catalog is both a fact and a group of facts'),
  'catalog/wrong-range': error('a range is upside down or does not fit the type'),
  'catalog/wrong-example': error('an example does not fit the type, range or choices of its fact'),
  'catalog/unknown-lookup': error('a lookup reads a fact or field that does not exist, or another lookup'),
  'catalog/unread-fact': warning('no requirement reads a fact of the catalog'),
  'catalog/no-owner': warning('nobody owns a fact of the catalog'),
  'catalog/never-supplied': warning('no launch supplies a fact that a requirement reads'),

  'waiver/unknown-requirement': error('a waiver names a requirement that is not loaded'),
  'waiver/unknown-launch': warning('a waiver names a launch that does not exist here'),
  'waiver/fact-not-read': error('a waiver covers a fact that the requirement does not read'),
  'waiver/expired': warning('a waiver has expired'),
  'waiver/unknown-role': warning('a waiver is approved in a role that may not approve it'),
  'waiver/stricter-cover': warning('a waiver accepts a stricter test than the requirement asks'),

  'mapping/wrong-pointer': error('a JSON Pointer is not written as one'),
  'mapping/wrong-path': error('the path of a file in a mapping could leave the root or is not a path'),
  'mapping/not-found': error('a pointer for a required launch field finds nothing'),
  'mapping/nothing-matched': error('a mapping matches no file'),
  'mapping/wrong-item': error('an item of a mapped file cannot be read as a launch'),

  'test/unknown-commitment': error('a test names a commitment that does not exist'),
  'test/broken-base': error('the launch that a test starts from cannot be read'),
  'test/unknown-requirement': error('an expectation names a requirement that does not exist'),
  'test/unknown-outcome': error('an expectation is not an outcome, verdict or reason'),
  'test/expects-nothing': error('a case expects nothing'),
  'test/unread-fact': error('a case changes or removes a fact that no requirement reads'),
  'test/changes-nothing': warning('a case changes a fact to what the launch it starts from says already'),

  'world/misnamed': error('a file holds what is looked for, under a name or in a folder where nobody looks'),
  'world/passed-over': warning('a folder nearer than the root holds what judges, which is not read'),
  'world/no-commitment': error('no commitment was found'),
  'world/no-launch': error('no launch was found'),
  'world/nothing-matched': error('a pattern or folder on the command line matches no file'),
  'world/wrong-kind': error('a file that is named for one kind of document holds none of it'),
  'world/several-documents': error('a file that is read as one document holds several'),
  'world/stdin-twice': error('standard input is named for two things'),
  'world/wrong-now': error('`now` is not a date or time'),
  'world/unreadable-ref': error('the trusted ref cannot be read'),
} as const satisfies Record<string, CodeDeclaration>

/** The name of a kind of mistake, `room/what-is-wrong`, stable for ever. */
export type DiagnosticCode = keyof typeof codes

/** What only `onlyif lint` looks for: habits that practice has shown to hurt. Elsewhere a comment that silences one is not idle. */
export const practiceCodes: ReadonlySet<string> = new Set<DiagnosticCode>([
  'commitment/soft-words',
  'commitment/no-cpi',
  'commitment/long-journey',
  'commitment/due-after-launch',
  'commitment/applies-to-none',
  'commitment/near-miss',
  'commitment/against-better',
  'commitment/cut-text',
  'commitment/doubled-only-if',
  'commitment/stage-spelling',
  'document/curly-quotes',
  'waiver/unknown-role',
  'waiver/stricter-cover',
  'catalog/unread-fact',
  'catalog/no-owner',
  'catalog/never-supplied',
  'launch/unfit-value',
])

/** What is told of an edit, in comparison with a version before: once that is the edited one, a comment that silences it is not idle. */
export const comparedCodes: ReadonlySet<string> = new Set<DiagnosticCode>(['commitment/reused-id'])
