import type { FormBook } from '../../model/form.ts'

const text = { type: 'string', pattern: '\\S' } as const
const texts = { type: 'array', items: text } as const
const closed = { type: 'object', additionalProperties: false } as const
const secret = { $ref: '#/$defs/Secret' } as const
const number = { type: 'integer', minimum: 1 } as const

/** What a file of kind Service may say; who is let in has a form of its own. */
export const serviceForms = {
  Service: {
    ...closed,
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { type: 'string', enum: ['onlyif/v1'] },
      kind: { type: 'string', enum: ['Service'] },
      publicUrl: text,
      oidc: { type: 'object' },
      proxy: { type: 'object' },
      who: { type: 'object' },
      github: { $ref: '#/$defs/GitHub' },
      notify: { $ref: '#/$defs/Notify' },
      limits: { $ref: '#/$defs/Limits' },
    },
  },
  Secret: { ...closed, required: ['env'], properties: { env: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' } } },
  GitHub: {
    ...closed,
    required: ['appId', 'privateKey', 'webhookSecrets'],
    properties: {
      appId: number,
      privateKey: secret,
      webhookSecrets: { type: 'array', minItems: 1, maxItems: 2, items: secret },
      apiUrl: text,
      checks: { type: 'boolean' },
      serviceWaivers: { type: 'boolean' },
      rejudgeMs: number,
      rejectAfterMs: number,
      troubleMs: number,
      environments: { type: 'object', additionalProperties: { $ref: '#/$defs/Environment' } },
    },
  },
  Environment: {
    ...closed,
    properties: { launches: texts, onNoGo: { type: 'string', enum: ['reject', 'wait'] }, noExceptions: { type: 'boolean' } },
  },
  Notify: {
    ...closed,
    required: ['targets'],
    properties: {
      targets: { type: 'array', items: { $ref: '#/$defs/Target' } },
      allowPrivate: { type: 'boolean' },
      hour: { type: 'integer', minimum: 0, maximum: 23 },
      digestOn: { type: 'integer', minimum: 0, maximum: 6 },
    },
  },
  Target: {
    ...closed,
    required: ['id', 'kind', 'url'],
    properties: {
      id: text,
      kind: { type: 'string', enum: ['webhook', 'slack', 'teams'] },
      url: secret,
      secrets: { type: 'array', minItems: 1, maxItems: 2, items: secret },
      events: { type: 'array', minItems: 1, items: { type: 'string', enum: ['verdict.changed', 'waiver.expiring', 'digest.weekly'] } },
      only: { ...closed, properties: { owners: texts, products: texts, launches: texts } },
    },
  },
  Limits: { ...closed, properties: { perCaller: number, perStranger: number, bodyBytes: number } },
} as const satisfies FormBook
