import type { Form } from '../../model/form.ts'
import type { Operation as Right } from '../auth/rights.ts'

/** A value that a request gives in its path, query or headers, as OpenAPI describes it. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly description: string
  readonly schema: Form & { readonly default?: unknown }
  readonly required?: boolean
}

/** What one status of an answer holds: media types and their schemas by name, or text. */
export interface AnswerForm {
  readonly description: string
  /** A name of `components.schemas`; `text` for anything that is no JSON. */
  readonly content?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** One thing that can be asked of the service: what the router mounts, what a request is held against, and what the description says. */
export interface Endpoint {
  readonly id: string
  readonly method: 'get' | 'post'
  /** As OpenAPI writes it: `/v1/decisions/{digest}`. */
  readonly path: string
  /** What the caller must be allowed to; `anyone` needs no proof of who asks. */
  readonly right: Right | 'anyone'
  /** What callers may do to whom it tells more than it tells anyone. */
  readonly more?: Right
  readonly area: 'decisions' | 'launches' | 'commitments' | 'waivers' | 'files' | 'service'
  readonly summary: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  /** Media types of the body by the name of their form; `text` is a document as it stands in a file. */
  readonly body?: {
    readonly description: string
    readonly content: Readonly<Record<string, string>>
    readonly examples?: Readonly<Record<string, unknown>>
  }
  readonly answers: Readonly<Record<number, AnswerForm>>
}
