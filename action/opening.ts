import { engineName } from '../src/engine/version.ts'
import { connect, type GitHub } from '../src/github/client.ts'
import { type CommitReader, commitReader } from '../src/github/contents-source.ts'
import type { Network } from '../src/github/guarded-fetch.ts'
import { type TrustedRef, trustedRef } from '../src/github/trusted-ref.ts'
import type { Config } from '../src/model/config.ts'
import { readConfig, trustedBranchesOf } from '../src/world/config.ts'
import type { Place } from './place.ts'

/** A repository opened: how to ask it, and what judges. */
export interface Opened {
  readonly github: GitHub
  readonly commits: CommitReader
  readonly trusted: TrustedRef
  /** Of the trusted commit. */
  readonly config: Config
}

export type OpenedReading =
  | { readonly ok: true; readonly value: Opened }
  | { readonly ok: false; readonly message: string; readonly github: GitHub }

/** Finds the trusted commit of a repository, at this moment. */
export async function open(place: Place, token: string, base: string | undefined, network: Network | undefined): Promise<OpenedReading> {
  const { apiUrl, owner, repo } = place
  const github = connect({ apiUrl, token, owner, repo, userAgent: `${engineName.replace('@', '/')} (action)`, network })
  const commits = commitReader(github)
  const trusted = await trustedRef({ github, commits, base, trustedBranchesOf })
  if (!trusted.ok) return { ...trusted, github }
  const { config } = await readConfig(trusted.value.source)
  return { ok: true, value: { github, commits, trusted: trusted.value, config } }
}
