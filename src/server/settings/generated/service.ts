// Made by tools/generate.ts from schemas/. Do not edit.
import type { FormBook } from '../../../model/form.ts'

/** What a file of kind Service may say. */
export const serviceForms: FormBook = {
  Service: {
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { type: 'string', const: 'onlyif/v1' },
      kind: { type: 'string', const: 'Service' },
      publicUrl: { type: 'string', pattern: '\\S' },
      oidc: { $ref: '#/$defs/Service.oidc' },
      proxy: { $ref: '#/$defs/Service.proxy' },
      who: { $ref: '#/$defs/Service.who' },
      github: { $ref: '#/$defs/Service.github' },
      notify: { $ref: '#/$defs/Service.notify' },
      limits: { $ref: '#/$defs/Service.limits' },
    },
    additionalProperties: false,
  },
  'Service.oidc': {
    type: 'object',
    required: ['audience', 'issuers'],
    properties: {
      audience: { type: 'string', pattern: '\\S' },
      issuers: { type: 'array', minItems: 1, items: { $ref: '#/$defs/Service.issuer' } },
      timeoutMs: { type: 'integer', minimum: 1 },
      coolDownMs: { type: 'integer', minimum: 0 },
    },
    additionalProperties: false,
  },
  'Service.issuer': {
    type: 'object',
    required: ['issuer', 'jwksUrl', 'allow'],
    properties: {
      issuer: { type: 'string', pattern: '\\S' },
      jwksUrl: { type: 'string', pattern: '\\S' },
      allow: { type: 'array', items: { $ref: '#/$defs/Service.allowed' } },
    },
    additionalProperties: false,
  },
  'Service.allowed': {
    type: 'object',
    required: ['repositoryId', 'repositoryOwnerId'],
    properties: {
      repositoryId: { type: 'string', pattern: '^[0-9]+$' },
      repositoryOwnerId: { type: 'string', pattern: '^[0-9]+$' },
      jobWorkflowRef: { type: 'string', pattern: '\\S' },
      environment: { type: 'string', pattern: '\\S' },
      ref: { type: 'string', pattern: '\\S' },
      scopes: { $ref: '#/$defs/Service.scopes' },
      bounds: { $ref: '#/$defs/Service.bounds' },
    },
    additionalProperties: false,
  },
  'Service.scopes': { type: 'array', items: { type: 'string', enum: ['judge', 'read', 'waive', 'admin'] } },
  'Service.bounds': {
    type: 'object',
    properties: { launches: { $ref: '#/$defs/Service.names' }, products: { $ref: '#/$defs/Service.names' } },
    additionalProperties: false,
  },
  'Service.names': { type: 'array', items: { type: 'string', pattern: '\\S' } },
  'Service.proxy': {
    type: 'object',
    required: ['header', 'addresses'],
    properties: {
      header: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9-]*$' },
      addresses: { type: 'array', minItems: 1, items: { type: 'string', pattern: '\\S' } },
      people: { type: 'object', additionalProperties: { $ref: '#/$defs/Service.scopes' } },
      others: { $ref: '#/$defs/Service.scopes' },
      bounds: { $ref: '#/$defs/Service.bounds' },
      origins: { $ref: '#/$defs/Service.names' },
    },
    additionalProperties: false,
  },
  'Service.who': {
    type: 'object',
    properties: {
      people: { type: 'object', additionalProperties: { type: 'string', pattern: '\\S' } },
      tokens: { type: 'object', additionalProperties: { type: 'string', pattern: '\\S' } },
    },
    additionalProperties: false,
  },
  'Service.github': {
    type: 'object',
    required: ['appId', 'privateKey', 'webhookSecrets'],
    properties: {
      appId: { type: 'integer', minimum: 1 },
      privateKey: { $ref: '#/$defs/Service.secret' },
      webhookSecrets: { $ref: '#/$defs/Service.secrets' },
      apiUrl: { type: 'string', pattern: '\\S' },
      checks: { type: 'boolean' },
      serviceWaivers: { type: 'boolean' },
      rejudgeMs: { type: 'integer', minimum: 1 },
      rejectAfterMs: { type: 'integer', minimum: 1 },
      troubleMs: { type: 'integer', minimum: 1 },
      environments: { type: 'object', additionalProperties: { $ref: '#/$defs/Service.environment' } },
    },
    additionalProperties: false,
  },
  'Service.secret': {
    type: 'object',
    required: ['env'],
    properties: { env: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' } },
    additionalProperties: false,
  },
  'Service.secrets': { type: 'array', minItems: 1, maxItems: 2, items: { $ref: '#/$defs/Service.secret' } },
  'Service.environment': {
    type: 'object',
    properties: {
      launches: { $ref: '#/$defs/Service.names' },
      onNoGo: { type: 'string', enum: ['reject', 'wait'] },
      noExceptions: { type: 'boolean' },
    },
    additionalProperties: false,
  },
  'Service.notify': {
    type: 'object',
    required: ['targets'],
    properties: {
      targets: { type: 'array', items: { $ref: '#/$defs/Service.target' } },
      allowPrivate: { type: 'boolean' },
      hour: { type: 'integer', minimum: 0, maximum: 23 },
      digestOn: { type: 'integer', minimum: 0, maximum: 6 },
    },
    additionalProperties: false,
  },
  'Service.target': {
    type: 'object',
    required: ['id', 'kind', 'url'],
    properties: {
      id: { type: 'string', pattern: '\\S' },
      kind: { type: 'string', enum: ['webhook', 'slack', 'teams'] },
      url: { $ref: '#/$defs/Service.secret' },
      secrets: { $ref: '#/$defs/Service.secrets' },
      events: { type: 'array', minItems: 1, items: { type: 'string', enum: ['verdict.changed', 'waiver.expiring', 'digest.weekly'] } },
      only: { $ref: '#/$defs/Service.only' },
    },
    additionalProperties: false,
  },
  'Service.only': {
    type: 'object',
    properties: {
      owners: { $ref: '#/$defs/Service.names' },
      products: { $ref: '#/$defs/Service.names' },
      launches: { $ref: '#/$defs/Service.names' },
    },
    additionalProperties: false,
  },
  'Service.limits': {
    type: 'object',
    properties: {
      perCaller: { type: 'integer', minimum: 1 },
      perStranger: { type: 'integer', minimum: 1 },
      bodyBytes: { type: 'integer', minimum: 1 },
    },
    additionalProperties: false,
  },
}

/** The same as its JSON Schema, which refers to no other file. */
export const serviceSchema: { readonly [key: string]: unknown } = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'service.schema.json',
  title: 'Service',
  description:
    'The settings of the service: the file that `onlyif serve --settings` reads. With one mistake in it nothing starts, and no secret stands in it.',
  type: 'object',
  required: ['apiVersion', 'kind'],
  properties: {
    apiVersion: { description: 'The version of this format. Always `onlyif/v1`.', type: 'string', const: 'onlyif/v1' },
    kind: { description: 'What this document is. Always `Service` for the settings of the service.', type: 'string', const: 'Service' },
    publicUrl: {
      description:
        'Where people reach the service: for links, and for cookies. Needed with `github`. For example `https://launches.example.test`.',
      type: 'string',
      pattern: '\\S',
    },
    oidc: {
      $ref: '#/$defs/oidc',
      description:
        'Lets workflows of GitHub Actions ask without a secret, by the identity token that GitHub gives each job. For example `{ audience: https://launches.example.test, issuers: [...] }`.',
    },
    proxy: {
      $ref: '#/$defs/proxy',
      description:
        'Has people signed in by a reverse proxy in front of the service, which says in a header who it is. For example `{ header: X-Forwarded-User, addresses: [10.1.0.7] }`.',
    },
    who: {
      $ref: '#/$defs/who',
      description:
        'Who is who in `roles` and `teams` of `onlyif.yaml`, where the service knows people by other names. For example `{ people: { ola@example.test: ola } }`.',
    },
    github: {
      $ref: '#/$defs/github',
      description:
        'The GitHub App of the service, which answers deployments and puts checks on pull requests. For example `{ appId: 123456, privateKey: { env: GITHUB_APP_KEY }, webhookSecrets: [{ env: GITHUB_WEBHOOK_SECRET }] }`.',
    },
    notify: {
      $ref: '#/$defs/notify',
      description:
        'Who is told of changed verdicts, of waivers that come to their end, and once a week of what they owe. For example `{ targets: [...] }`.',
    },
    limits: { $ref: '#/$defs/limits', description: 'How much may be asked of the service. For example `{ perCaller: 3000 }`.' },
  },
  additionalProperties: false,
  $defs: {
    names: { type: 'array', items: { type: 'string', pattern: '\\S' } },
    scopes: { type: 'array', items: { type: 'string', enum: ['judge', 'read', 'waive', 'admin'] } },
    bounds: {
      description: 'Which launches it is about; every launch without it. For example `{ products: [shop] }`.',
      type: 'object',
      properties: {
        launches: { $ref: '#/$defs/names', description: 'These launches, by id. For example `[checkout-2]`.' },
        products: { $ref: '#/$defs/names', description: 'Launches of these products. For example `[shop]`.' },
      },
      additionalProperties: false,
    },
    secret: {
      description: 'The environment variable that holds a secret. For example `{ env: GITHUB_APP_KEY }`.',
      type: 'object',
      required: ['env'],
      properties: {
        env: {
          description: 'The name of the variable. For example `GITHUB_APP_KEY`.',
          type: 'string',
          pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
        },
      },
      additionalProperties: false,
    },
    secrets: { type: 'array', minItems: 1, maxItems: 2, items: { $ref: '#/$defs/secret' } },
    oidc: {
      description: 'Whose identity tokens are believed.',
      type: 'object',
      required: ['audience', 'issuers'],
      properties: {
        audience: {
          description: 'What tokens must be made for: this service and no other. For example `https://launches.example.test`.',
          type: 'string',
          pattern: '\\S',
        },
        issuers: {
          description: 'Who makes the tokens. For example `[{ issuer: https://token.actions.githubusercontent.com, ... }]`.',
          type: 'array',
          minItems: 1,
          items: { $ref: '#/$defs/issuer' },
        },
        timeoutMs: {
          description: 'How long an issuer may take to give its keys, in milliseconds. Left out, `5000`.',
          type: 'integer',
          minimum: 1,
        },
        coolDownMs: {
          description: 'How long its keys are not asked for again after that failed, in milliseconds. Left out, `30000`.',
          type: 'integer',
          minimum: 0,
        },
      },
      additionalProperties: false,
    },
    issuer: {
      description: 'Who makes identity tokens, and for which repositories they are believed.',
      type: 'object',
      required: ['issuer', 'jwksUrl', 'allow'],
      properties: {
        issuer: {
          description: 'Its name exactly as it stands in the tokens; https. For example `https://token.actions.githubusercontent.com`.',
          type: 'string',
          pattern: '\\S',
        },
        jwksUrl: {
          description: 'Where its keys are; https. For example `https://token.actions.githubusercontent.com/.well-known/jwks`.',
          type: 'string',
          pattern: '\\S',
        },
        allow: {
          description:
            'Which repositories may ask, and what. Of several entries the first that fits counts. For example `[{ repositoryId: "123456789", repositoryOwnerId: "4567" }]`.',
          type: 'array',
          items: { $ref: '#/$defs/allowed' },
        },
      },
      additionalProperties: false,
    },
    allowed: {
      description: 'A repository whose workflows may ask; everything that is stated must fit exactly.',
      type: 'object',
      required: ['repositoryId', 'repositoryOwnerId'],
      properties: {
        repositoryId: {
          description:
            'The number of the repository, in quotes: a name can be given up and taken by somebody else. For example `"123456789"`.',
          type: 'string',
          pattern: '^[0-9]+$',
        },
        repositoryOwnerId: {
          description: 'The number of its owner, in quotes. For example `"4567"`.',
          type: 'string',
          pattern: '^[0-9]+$',
        },
        jobWorkflowRef: {
          description: 'Only this workflow file at this ref. For example `acme/shop/.github/workflows/release.yml@refs/heads/main`.',
          type: 'string',
          pattern: '\\S',
        },
        environment: { description: 'Only jobs of this environment. For example `production`.', type: 'string', pattern: '\\S' },
        ref: { description: 'Only this branch or tag. For example `refs/heads/main`.', type: 'string', pattern: '\\S' },
        scopes: { $ref: '#/$defs/scopes', description: 'What it may do: `judge`, `read`, `waive`, `admin`. Left out, `[judge]`.' },
        bounds: {
          $ref: '#/$defs/bounds',
          description: 'About which launches; every launch without it. For example `{ products: [shop] }`.',
        },
      },
      additionalProperties: false,
    },
    proxy: {
      description: 'Sign-in by a reverse proxy.',
      type: 'object',
      required: ['header', 'addresses'],
      properties: {
        header: {
          description: 'The header that says who it is. The proxy must take it out of what people send. For example `X-Forwarded-User`.',
          type: 'string',
          pattern: '^[A-Za-z][A-Za-z0-9-]*$',
        },
        addresses: {
          description: 'Addresses or networks of the proxy; from nowhere else is the header believed. For example `[10.1.0.7]`.',
          type: 'array',
          minItems: 1,
          items: { type: 'string', pattern: '\\S' },
        },
        people: {
          description: 'What people may do, by the names that the header gives them. For example `{ maria: [read, waive] }`.',
          type: 'object',
          additionalProperties: { $ref: '#/$defs/scopes' },
        },
        others: { $ref: '#/$defs/scopes', description: 'What everybody else may do who signed in. Left out, `[read]`.' },
        bounds: {
          $ref: '#/$defs/bounds',
          description: 'About which launches people may ask; every launch without it. For example `{ products: [shop] }`.',
        },
        origins: {
          $ref: '#/$defs/names',
          description: 'Where people open the dashboard, as browsers write it. For example `[https://launches.example.test]`.',
        },
      },
      additionalProperties: false,
    },
    who: {
      description: 'Who is who.',
      type: 'object',
      properties: {
        people: {
          description: 'What `onlyif.yaml` calls people, by what the sign-in calls them. For example `{ ola@example.test: ola }`.',
          type: 'object',
          additionalProperties: { type: 'string', pattern: '\\S' },
        },
        tokens: {
          description:
            'What `onlyif.yaml` calls people, by the id of a token of their own, which `onlyif token list` tells. For example `{ 3f1c2b8a-6d0e-4a57-9a55-0c3f5b7e2d11: maria }`.',
          type: 'object',
          additionalProperties: { type: 'string', pattern: '\\S' },
        },
      },
      additionalProperties: false,
    },
    github: {
      description: 'The GitHub App of the service.',
      type: 'object',
      required: ['appId', 'privateKey', 'webhookSecrets'],
      properties: {
        appId: { description: 'The number of the App, which its page at GitHub says. For example `123456`.', type: 'integer', minimum: 1 },
        privateKey: {
          $ref: '#/$defs/secret',
          description: 'Never the private key itself: the environment variable that holds it. For example `{ env: GITHUB_APP_KEY }`.',
        },
        webhookSecrets: {
          $ref: '#/$defs/secrets',
          description:
            "The secret of the App's webhook, or two while one is replaced by another. For example `[{ env: GITHUB_WEBHOOK_SECRET }]`.",
        },
        apiUrl: {
          description:
            'The API of an enterprise server. Left out, `https://api.github.com`. For example `https://github.example.test/api/v3`.',
          type: 'string',
          pattern: '\\S',
        },
        checks: { description: 'Write `true` so that pull requests and merge groups get a check. Left out, `false`.', type: 'boolean' },
        serviceWaivers: {
          description:
            'Write `true` so that waivers approved in the service count in every repository, beside those of its files. Left out, `false`.',
          type: 'boolean',
        },
        rejudgeMs: {
          description: 'How often a deployment that waits is judged again, in milliseconds. Left out, `600000`, ten minutes.',
          type: 'integer',
          minimum: 1,
        },
        rejectAfterMs: {
          description:
            'When a deployment that still waits is rejected, in milliseconds. Left out, `2505600000`, 29 days; GitHub ends it after 30.',
          type: 'integer',
          minimum: 1,
        },
        troubleMs: {
          description:
            'How long GitHub may be hard to read before a deployment is rejected for it, in milliseconds. Left out, `1800000`, half an hour.',
          type: 'integer',
          minimum: 1,
        },
        environments: {
          description: 'How deployments are answered, by the name of their environment. For example `{ production: { onNoGo: wait } }`.',
          type: 'object',
          additionalProperties: { $ref: '#/$defs/environment' },
        },
      },
      additionalProperties: false,
    },
    environment: {
      description: 'How deployments to an environment are answered.',
      type: 'object',
      properties: {
        launches: {
          $ref: '#/$defs/names',
          description:
            'The launches that must be allowed to go: ids, files, or patterns of either. Left out, every launch that is found. For example `["launches/*.yaml"]`.',
        },
        onNoGo: {
          description: 'What a no-go gets: `reject` at once, or `wait` as a hold does. Left out, `reject`.',
          type: 'string',
          enum: ['reject', 'wait'],
        },
        noExceptions: {
          description: 'Write `true` so that launches that go only by waivers are blocked, too. Left out, `false`.',
          type: 'boolean',
        },
      },
      additionalProperties: false,
    },
    notify: {
      description: 'Who is told of what.',
      type: 'object',
      required: ['targets'],
      properties: {
        targets: {
          description: 'Where messages go. For example `[{ id: release-room, kind: slack, url: { env: RELEASE_ROOM_URL } }]`.',
          type: 'array',
          items: { $ref: '#/$defs/target' },
        },
        allowPrivate: {
          description: 'Write `true` so that targets may be in your own network and without TLS. Left out, `false`.',
          type: 'boolean',
        },
        hour: {
          description: 'The hour at which waivers are looked through and digests sent, in UTC. Left out, `7`.',
          type: 'integer',
          minimum: 0,
          maximum: 23,
        },
        digestOn: {
          description: 'The day of the weekly digest: `1` is Monday, `0` Sunday. Left out, `1`.',
          type: 'integer',
          minimum: 0,
          maximum: 6,
        },
      },
      additionalProperties: false,
    },
    target: {
      description: 'Where messages go.',
      type: 'object',
      required: ['id', 'kind', 'url'],
      properties: {
        id: { description: 'Its name in logs and records. For example `release-room`.', type: 'string', pattern: '\\S' },
        kind: {
          description: 'How messages look: `webhook` for programs, signed; `slack` or `teams` for people in a channel.',
          type: 'string',
          enum: ['webhook', 'slack', 'teams'],
        },
        url: {
          $ref: '#/$defs/secret',
          description:
            'The environment variable that holds the address; whoever knows it can write there. For example `{ env: RELEASE_ROOM_URL }`.',
        },
        secrets: {
          $ref: '#/$defs/secrets',
          description:
            'What signs the messages of a webhook, or two while one is replaced by another. For example `[{ env: WAREHOUSE_SECRET }]`.',
        },
        events: {
          description: 'Which messages: `verdict.changed`, `waiver.expiring`, `digest.weekly`. Left out, all of them.',
          type: 'array',
          minItems: 1,
          items: { type: 'string', enum: ['verdict.changed', 'waiver.expiring', 'digest.weekly'] },
        },
        only: {
          $ref: '#/$defs/only',
          description: 'Only messages about these; each list that is given must fit. For example `{ products: [shop] }`.',
        },
      },
      additionalProperties: false,
    },
    only: {
      description: 'What messages are about.',
      type: 'object',
      properties: {
        owners: { $ref: '#/$defs/names', description: 'Launches, and digests, of these owners. For example `[checkout-team]`.' },
        products: { $ref: '#/$defs/names', description: 'Launches of these products. For example `[shop]`.' },
        launches: { $ref: '#/$defs/names', description: 'These launches, by id. For example `[checkout-2]`.' },
      },
      additionalProperties: false,
    },
    limits: {
      description: 'How much may be asked.',
      type: 'object',
      properties: {
        perCaller: { description: 'Requests a minute of one caller. Left out, `6000`.', type: 'integer', minimum: 1 },
        perStranger: {
          description:
            'Requests a minute from one address that are refused for want of proof. Left out, `300`. Behind a proxy all people share one address.',
          type: 'integer',
          minimum: 1,
        },
        bodyBytes: { description: 'The largest body of a request, in bytes. Left out, `8388608`.', type: 'integer', minimum: 1 },
      },
      additionalProperties: false,
    },
  },
}
