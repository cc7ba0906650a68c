import type { FormBook } from '../../model/form.ts'

const text = { type: 'string' } as const
// Names stand in each finding of a decision, so that a long one would make a record many times as long.
const name = { ...text, pattern: '^[^\\n]{1,500}$' } as const
const fileName = { ...name, description: 'Its name, a path as if from the root, with `/`. For example `launches/checkout-2.yaml`.' }

/** The bodies that requests may have, in the JSON Schema subset of `src/model/form.ts`; they are held against it, and the API description shows it. */
export const bodyForms = {
  DecisionRequest: {
    type: 'object',
    required: ['documents'],
    additionalProperties: false,
    properties: {
      documents: {
        type: 'array',
        minItems: 1,
        maxItems: 200,
        items: { $ref: '#/$defs/PostedDocument' },
      },
      commitments: {
        type: 'array',
        minItems: 1,
        maxItems: 200,
        items: { $ref: '#/$defs/SentFile' },
      },
      now: text,
      noExceptions: { type: 'boolean' },
      circumstances: { $ref: '#/$defs/Circumstances' },
    },
  },
  PostedDocument: {
    type: 'object',
    required: ['file', 'text'],
    additionalProperties: false,
    properties: { file: fileName, text, under: name },
  },
  SentFile: {
    type: 'object',
    required: ['file', 'text'],
    additionalProperties: false,
    properties: { file: fileName, text },
  },
  Circumstances: {
    type: 'object',
    additionalProperties: false,
    properties: {
      commit: text,
      runUrl: text,
      labels: { type: 'object', additionalProperties: text },
    },
  },
  LintRequest: {
    type: 'object',
    required: ['documents'],
    additionalProperties: false,
    properties: {
      documents: { type: 'array', minItems: 1, maxItems: 200, items: { $ref: '#/$defs/SentFile' } },
      alone: { type: 'boolean' },
    },
  },
  VerifyRequest: {
    type: 'object',
    required: ['digest'],
    additionalProperties: false,
    properties: { digest: text },
  },
  WaiverRequest: {
    type: 'object',
    required: ['launch', 'requirement', 'covers', 'as', 'reason', 'expires', 'decision'],
    additionalProperties: false,
    properties: {
      launch: text,
      requirement: text,
      covers: { type: 'object', minProperties: 1 },
      as: { type: 'string', enum: ['mitigated', 'accepted'] },
      reason: text,
      expires: text,
      followUp: { type: 'object' },
      decision: text,
    },
  },
  WaiverAnswer: {
    type: 'object',
    required: ['answer', 'decision', 'version'],
    additionalProperties: false,
    properties: {
      answer: { type: 'string', enum: ['approve', 'refuse', 'withdraw'] },
      decision: text,
      version: { type: 'integer', minimum: 1 },
      role: name,
      because: text,
    },
  },
} as const satisfies FormBook

export type BodyForm = keyof typeof bodyForms

/** What the members of bodies mean, for the API description. */
export const bodyMeanings: Readonly<Record<string, string>> = {
  'DecisionRequest.documents': 'Launch manifests and facts, as they stand in files. What each holds tells what it is.',
  'DecisionRequest.commitments':
    'Files to judge by instead of those of the service, laid out as in a repository (`rules/…`, `catalog.yaml`, `onlyif.yaml`). Makes the answer a dry run.',
  'DecisionRequest.now': 'As of when to judge, RFC 3339 or a day. Makes the answer a dry run.',
  'DecisionRequest.noExceptions': 'Whether a conditional go blocks, too.',
  'DecisionRequest.circumstances': 'What is known around the decision; it is recorded beside it.',
  'PostedDocument.text': 'YAML or JSON, exactly as in the file.',
  'PostedDocument.under': 'For a plain document of facts: the name under which its values are put.',
  'SentFile.text': 'YAML or JSON, exactly as in the file.',
  'Circumstances.commit': 'The commit that is to be released.',
  'Circumstances.runUrl': 'Where the run that asks can be looked at.',
  'Circumstances.labels': 'Further texts by name. For example `{ "pipeline": "nightly" }`.',
  'LintRequest.documents': 'Files of any kind.',
  'LintRequest.alone': 'Looks at these files by themselves, not together with those of the service.',
  'VerifyRequest.digest': 'The digest of a recorded decision: `sha256:…`.',
  'WaiverRequest.launch': 'The launch that the waiver is for.',
  'WaiverRequest.requirement': 'The requirement whose bar is to be lowered: `commitment/requirement`.',
  'WaiverRequest.decision': 'The digest of the decision whose shortfall the waiver is for.',
  'WaiverRequest.covers': 'Facts with the weaker tests that are accepted instead, as in a waivers file.',
  'WaiverRequest.as': 'Whether the shortfall is mitigated or merely accepted.',
  'WaiverRequest.reason': 'Why.',
  'WaiverRequest.expires': 'The last day on which it counts.',
  'WaiverRequest.followUp': 'What will be done, by whom and when: `what`, `owner`, `due`.',
  'WaiverAnswer.answer': 'What becomes of the request.',
  'WaiverAnswer.decision': 'The digest of the decision that whoever answers looked at.',
  'WaiverAnswer.version': 'The version of the waiver that they saw.',
  'WaiverAnswer.role': 'In which role, for who holds several.',
  'WaiverAnswer.because': 'Why; who refuses says it.',
}
