import { type Answer, type Asked, jsonAnswer } from '../exchange.ts'
import { ProblemError } from '../problem.ts'
import type { ApiDeps } from './deps.ts'
import { knownOnly } from './queries.ts'

/** `GET /v1/commitments`. */
export async function getCommitments({ query }: Asked, { commitments }: ApiDeps): Promise<Answer> {
  knownOnly(query, [])
  const { set, problem } = commitments.standing()
  if (!set)
    throw new ProblemError('degraded', 'the service has no commitments that it could judge by', {
      ...(problem && { diagnostics: problem.diagnostics }),
    })
  return jsonAnswer({
    version: set.version,
    ...(set.commit !== undefined && { commit: set.commit }),
    loadedAt: new Date(set.loadedAt).toISOString(),
    commitments: set.side.commitments.map(({ id, title, owner, entries, document }) => ({
      id,
      title,
      owner,
      file: document.file,
      requirements: entries.map((item) =>
        item.kind === 'same'
          ? { same: item.same }
          : { id: item.id, title: item.title, owner: item.owner, ...(item.stage !== undefined && { stage: item.stage }) },
      ),
    })),
    files: set.side.files.map(({ file, digest }) => ({ file, digest })),
    diagnostics: set.diagnostics,
    ...(problem && { problem: { since: new Date(problem.since).toISOString(), diagnostics: problem.diagnostics } }),
  })
}
