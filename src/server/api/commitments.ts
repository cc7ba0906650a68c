import type { Diagnostic } from '../../source/diagnostic.ts'
import { isBound } from '../auth/rights.ts'
import { type Answer, type Asked, jsonAnswer } from '../exchange.ts'
import { ProblemError } from '../problem.ts'
import type { ApiDeps } from './deps.ts'
import { knownOnly } from './queries.ts'

/** `GET /v1/commitments`. Files of waivers name launches: to whom only some are shown, none of those files is. */
export async function getCommitments({ caller, query }: Asked, { commitments }: ApiDeps): Promise<Answer> {
  knownOnly(query, [])
  const { set, problem } = commitments.standing()
  if (!set)
    throw new ProblemError('degraded', 'the service has no commitments that it could judge by', {
      ...(problem && !isBound(caller) && { diagnostics: problem.diagnostics }),
    })
  const ofOthers = isBound(caller) ? new Set(set.side.waivers.map(({ document }) => document.file)) : new Set<string>()
  const files = set.side.files.filter(({ file }) => !ofOthers.has(file))
  const shown = new Set(files.map(({ file }) => file))
  const told = (diagnostics: readonly Diagnostic[]) => (isBound(caller) ? diagnostics.filter(({ file }) => shown.has(file)) : diagnostics)
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
    files: files.map(({ file, digest }) => ({ file, digest })),
    diagnostics: told(set.diagnostics),
    ...(problem && { problem: { since: new Date(problem.since).toISOString(), diagnostics: told(problem.diagnostics) } }),
  })
}
