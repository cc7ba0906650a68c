import type { Bounds, Scope } from '../caller.ts'

/** Whose identity tokens are believed, and for whom they must be made. */
export interface OidcSettings {
  /** What a token must name as its audience: this service and nothing else, such as its address. */
  readonly audience: string
  readonly issuers: readonly OidcIssuer[]
  /** How long keys are waited for, in milliseconds: 5,000 without it. */
  readonly timeoutMs?: number
  /** How long after a failure, or for a key that was not there, keys are not asked for again, in milliseconds: 30,000 without it. */
  readonly coolDownMs?: number
}

/** Who makes identity tokens. Ids of repositories mean something only with it, so what is allowed stands below it. */
export interface OidcIssuer {
  /** `iss` exactly as in the tokens, for example `https://token.actions.githubusercontent.com`. */
  readonly issuer: string
  /** Where its keys are, for example `https://token.actions.githubusercontent.com/.well-known/jwks`. Never taken from a token. */
  readonly jwksUrl: string
  /** The first entry that fits a token says what its bearer may do. */
  readonly allow: readonly WorkflowAllowed[]
}

/** Workflows that are allowed in, and what they may do. Everything that is stated must fit exactly. */
export interface WorkflowAllowed {
  /** Numeric ids as text: a name can be given up and taken by somebody else. */
  readonly repositoryId: string
  readonly repositoryOwnerId: string
  /** The file and ref of the workflow whose job asks, as in `acme/.github/.github/workflows/release.yml@refs/heads/main`. */
  readonly jobWorkflowRef?: string
  readonly environment?: string
  readonly ref?: string
  /** `judge` without it. */
  readonly scopes?: readonly Scope[]
  /** Every launch without it. */
  readonly bounds?: Bounds
}

/** Sign-in by a reverse proxy in front of the service, which says in a header who signed in. */
export interface ProxySettings {
  /** The name of the header, for example `X-Forwarded-User`. The proxy must take it out of what people send. */
  readonly header: string
  /** The addresses of the proxy, IPv4 or IPv6, single ones or networks such as `10.1.0.0/28`. From nowhere else is the header believed. */
  readonly addresses: readonly string[]
  /** What people may do, by the name that the header gives, exactly as it is written there. */
  readonly people?: Readonly<Record<string, readonly Scope[]>>
  /** What everybody else may do who signed in: `read` without it. */
  readonly others?: readonly Scope[]
  /** What people may ask about; every launch without it. */
  readonly bounds?: Bounds
  /** Where the dashboard is, as browsers name it, for example `https://launches.example.test`: for browsers that do not say `Sec-Fetch-Site`. */
  readonly origins?: readonly string[]
}
