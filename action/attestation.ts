import { engineName } from '../src/engine/version.ts'
import type { Decision } from '../src/model/generated/types.ts'
import { canonicalJson, digestOf } from '../src/source/digest.ts'
import type { World } from '../src/world/world.ts'

/** What an attestation is about. */
export interface AttestedRun {
  readonly decisions: readonly Decision[]
  readonly isBlocked: boolean
  readonly isDecided: boolean
  /** RFC 3339. */
  readonly now: string
  /** `https://github.com/owner/repo`. */
  readonly repositoryUrl: string
  readonly head: string
  /** The commit that judged, or none where the workspace did. */
  readonly trusted: string | undefined
  readonly world: World | undefined
}

const predicateType = 'https://slsa.dev/verification_summary/v1'

/** An in-toto statement for signing, and its predicate alone, for tools that write the rest themselves: canonical JSON. */
export interface Attestation {
  readonly statement: string
  readonly predicate: string
}

/** The decisions of a run as a verification summary: the commit is what was verified, the commitments are its policy. */
export function attestationOf(run: AttestedRun): Attestation {
  const { decisions, repositoryUrl, head, trusted, isBlocked, isDecided } = run
  const uri = `git+${repositoryUrl}`
  const passed = isDecided && !isBlocked
  const isPlain = decisions.every((decision) => decision.verdict === 'go')
  const policies = (run.world?.files ?? []).map(({ file, digest }) => ({
    uri: trusted === undefined ? file : `${uri}@${trusted}#${encodeURI(file)}`,
    digest: { sha256: hex(digest) },
  }))
  const predicate = {
    verifier: { id: `pkg:npm/${engineName}`, version: { onlyif: engineName.slice(engineName.indexOf('@') + 1) } },
    timeVerified: run.now,
    resourceUri: `${uri}@${head}`,
    policy: {
      uri: trusted === undefined ? uri : `${uri}@${trusted}`,
      digest: { sha256: hex(digestOf(canonicalJson(policies))), ...(trusted !== undefined && { gitCommit: trusted }) },
    },
    inputAttestations: policies,
    verificationResult: passed ? 'PASSED' : 'FAILED',
    verifiedLevels: [passed ? (isPlain ? 'ONLYIF_GO' : 'ONLYIF_CONDITIONAL_GO') : 'FAILED'],
    slsaVersion: '1.0',
    [`https://www.npmjs.com/package/onlyif#decisions`]: decisions.map(({ launch, verdict, digest, counts }) => ({
      launch: launch.id,
      verdict,
      decision: { sha256: hex(digest) },
      counts,
    })),
  }
  const subject = [{ name: uri, digest: { gitCommit: head } }]
  return {
    statement: `${canonicalJson({ _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate })}\n`,
    predicate: `${canonicalJson(predicate)}\n`,
  }
}

function hex(digest: string): string {
  return digest.replace(/^sha256:/, '')
}
