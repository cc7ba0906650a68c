import { engineName } from '../../engine/version.ts'
import { operations } from '../auth/rights.ts'
import type { AnswerForm, Endpoint, Parameter } from '../endpoints/endpoint.ts'
import { endpoints } from '../endpoints/endpoints.ts'
import { componentSchemas } from './components.ts'

/** A part of an OpenAPI document, as plain data. */
export type Part = { readonly [key: string]: unknown }

/** What endpoints are about, in the order in which they are told. */
export const areas = {
  decisions: 'Judging launches, and the decisions that were recorded.',
  launches: 'How launches stand, by their last decision.',
  commitments: 'What the service judges by.',
  waivers: 'Lower bars that were asked for, and who accepted them.',
  files: 'Mistakes in files, and whether a record is genuine.',
  service: 'How the service is.',
} as const

/** The service described as OpenAPI 3.1, from the same endpoints and forms that answer requests. */
export function openApiDocument(): Part {
  const paths: Record<string, Record<string, Part>> = {}
  for (const endpoint of endpoints) {
    paths[endpoint.path] ??= {}
    const methods = paths[endpoint.path]
    if (methods) methods[endpoint.method] = operationOf(endpoint)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'onlyif',
      version: engineName.slice(engineName.indexOf('@') + 1),
      description: 'Judges launches against customer commitments, keeps every decision as evidence, and says why.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: Object.entries(areas).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of `onlyif token create`, or the identity token of a GitHub Actions workflow.',
        },
      },
    },
  }
}

function operationOf(endpoint: Endpoint): Part {
  const { id, area, summary, description, parameters = [], body, answers, right, more } = endpoint
  return {
    operationId: id,
    tags: [area],
    summary,
    description: [description, needed(endpoint)].filter(Boolean).join('\n\n'),
    ...(right === 'anyone' && { security: more === undefined ? [] : [{}, { token: [] }] }),
    ...(parameters.length > 0 && { parameters: parameters.map(parameterOf) }),
    ...(body && { requestBody: { required: true, description: body.description, content: contentOf(body.content) } }),
    responses: Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)])),
  }
}

function needed({ right, more }: Endpoint): string {
  if (right !== 'anyone') return `Needs the scope \`${operations[right].scope}\`.`
  return more === undefined ? 'Needs no token.' : `Needs no token; tells more to the scope \`${operations[more].scope}\`.`
}

function parameterOf({ name, in: where, description, schema, required = where === 'path' }: Parameter): Part {
  return { name, in: where, description, required, schema }
}

function answerOf({ description, content, headers }: AnswerForm): Part {
  return {
    description,
    ...(content && { content: contentOf(content) }),
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, means]) => [name, { description: means, schema: { type: 'string' } }]),
      ),
    }),
  }
}

function contentOf(content: Readonly<Record<string, string>>): Part {
  return Object.fromEntries(
    Object.entries(content).map(([type, name]) => [
      type,
      { schema: name === 'text' ? { type: 'string' } : { $ref: `#/components/schemas/${name}` } },
    ]),
  )
}
