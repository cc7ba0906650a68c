import type { GitHub } from './client.ts'
import { limits } from './limits.ts'
import { dataOf, nameIn, numberIn } from './payload.ts'
import type { Reply } from './reply.ts'

/** A remark at lines of a file. */
export interface CheckAnnotation {
  readonly path: string
  readonly line: number
  readonly column?: number | undefined
  readonly level: 'notice' | 'warning' | 'failure'
  readonly title: string
  readonly message: string
}

/** A button of a check; what is pressed comes back to the App as a webhook. */
export interface CheckButton {
  /** At most 20 characters, as is the identifier; 40 for the description. */
  readonly label: string
  readonly description: string
  readonly identifier: string
}

/** A finished check of a commit. */
export interface CheckRun {
  /** Carries the base branch: the same commit may be judged for several. */
  readonly name: string
  readonly headSha: string
  /** What the conclusion rests on; also tells one run from another. */
  readonly externalId: string
  readonly detailsUrl: string
  /** Only these two: to GitHub, neutral and skipped satisfy a required check. */
  readonly conclusion: 'success' | 'failure'
  readonly title: string
  readonly summary: string
  readonly annotations: readonly CheckAnnotation[]
  /** At most three; only those of an App of one's own work. */
  readonly buttons?: readonly CheckButton[]
  /** When what it tells was begun to be looked at, RFC 3339. */
  readonly startedAt?: string
}

/** A check as GitHub has it. */
export interface PublishedCheck {
  readonly id: number
  /** The App that the token speaks for. */
  readonly appId: number | undefined
  /** Annotations that are not in it, because a later request failed, or there were too many. */
  readonly missing: number
}

/** The name of the check for a base branch, or for whatever else a run is about. */
export function checkName(base: string): string {
  return `onlyif (${base})`
}

/** The base that a check's name carries. */
export function baseOfCheck(name: string): string | undefined {
  return /^onlyif \((.+)\)$/s.exec(name)?.[1]
}

/** Writes a check run, with its conclusion in the first request and further annotations after it. */
export async function publishCheck(github: GitHub, check: CheckRun): Promise<Reply<PublishedCheck>> {
  const shown = check.annotations.slice(0, limits.annotations)
  const batches: (readonly CheckAnnotation[])[] = []
  for (let at = 0; at < shown.length; at += limits.annotationsPerRequest) batches.push(shown.slice(at, at + limits.annotationsPerRequest))
  const [first = [], ...rest] = batches
  const created = await create(github, check, first)
  if (!created.ok) return created
  let missing = check.annotations.length - shown.length
  for (const [index, batch] of rest.entries()) {
    if (await append(github, check, created.value.id, batch)) continue
    missing += rest.slice(index).flat().length
    break
  }
  return { ok: true, value: { ...created.value, missing } }
}

type Created = Omit<PublishedCheck, 'missing'>

/** Where no answer came, the check may be there all the same; only if not is it made a second time. */
async function create(github: GitHub, check: CheckRun, annotations: readonly CheckAnnotation[]): Promise<Reply<Created>> {
  const first = await createOnce(github, check, annotations)
  if (first.ok || first.problem.kind !== 'unreachable') return first
  const found = await findCheck(github, check)
  if (found.ok && found.value) return { ok: true, value: found.value }
  return found.ok ? createOnce(github, check, annotations) : first
}

function createOnce(github: GitHub, check: CheckRun, annotations: readonly CheckAnnotation[]): Promise<Reply<Created>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('POST /repos/{owner}/{repo}/check-runs', {
      owner,
      repo,
      name: check.name,
      head_sha: check.headSha,
      external_id: check.externalId,
      ...(check.detailsUrl !== '' && { details_url: check.detailsUrl }),
      ...(check.startedAt !== undefined && { started_at: check.startedAt }),
      status: 'completed',
      conclusion: check.conclusion,
      output: outputOf(check, annotations),
      ...(check.buttons && { actions: [...check.buttons] }),
    })
    return createdOf(data)
  })
}

/** The check of a commit that says the same: its name and external id are those. */
export async function findCheck(github: GitHub, { name, headSha, externalId }: CheckRun): Promise<Reply<Created | undefined>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      owner,
      repo,
      ref: headSha,
      check_name: name,
      per_page: 100,
    })
    const own = data.check_runs.find((item) => item.external_id === externalId)
    return own && createdOf(own)
  })
}

/** A check of ours that a commit has: the base that it is for, and the pull request, where there is one. */
export interface OwnCheck {
  readonly base: string
  readonly pull?: number
}

const perPage = 100
const mostPages = 5

/** The checks of an App in a suite of a commit, the last of each name. */
export function checksOfSuite(
  github: GitHub,
  { head, suite, appId }: { readonly head: string; readonly suite: number; readonly appId: number },
): Promise<Reply<readonly OwnCheck[]>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const found = new Map<string, OwnCheck>()
    for (let page = 1; page <= mostPages; page++) {
      const { data } = await request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
        ...{ owner, repo, ref: head, app_id: appId, filter: 'latest', per_page: perPage, page },
      })
      if (!Array.isArray(data.check_runs)) throw new TypeError('it is not a list of checks')
      for (const run of data.check_runs.map(dataOf)) {
        const base = baseOfCheck(nameIn(run['name']) ?? '')
        const isOwn = dataOf(run['app'])['id'] === appId && dataOf(run['check_suite'])['id'] === suite && run['head_sha'] === head
        if (base !== undefined && isOwn && !found.has(base)) found.set(base, { base, ...pullOf(run['pull_requests']) })
      }
      if (data.check_runs.length < perPage) break
    }
    return [...found.values()]
  })
}

/** The first of the pull requests of a check. */
export function pullOf(pulls: unknown): { readonly pull?: number } {
  const pull = Array.isArray(pulls) ? numberIn(dataOf(pulls[0])['number']) : undefined
  return pull === undefined ? {} : { pull }
}

async function append(github: GitHub, check: CheckRun, id: number, annotations: readonly CheckAnnotation[]): Promise<boolean> {
  return (await update(github, id, { output: outputOf(check, annotations) })).ok
}

/** Has a check run that was written say something else; its annotations stay. */
export function rewriteCheck(github: GitHub, id: number, check: CheckRun): Promise<Reply<void>> {
  return update(github, id, { conclusion: check.conclusion, output: outputOf(check, []) })
}

function update(
  github: GitHub,
  id: number,
  change: { readonly conclusion?: CheckRun['conclusion']; readonly output: ReturnType<typeof outputOf> },
): Promise<Reply<void>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      owner,
      repo,
      check_run_id: id,
      ...change,
    })
    createdOf(data)
  })
}

function createdOf({ id, app }: { readonly id: unknown; readonly app: { readonly id?: unknown } | null }): Created {
  if (typeof id !== 'number') throw new TypeError('`id` is not a number')
  return { id, appId: typeof app?.id === 'number' ? app.id : undefined }
}

function outputOf({ title, summary }: CheckRun, annotations: readonly CheckAnnotation[]) {
  return {
    title: cut(title, limits.checkTitle),
    summary: cut(summary, limits.checkSummary),
    annotations: annotations.map(({ path, line, column, level, title: name, message }) => ({
      path,
      start_line: line,
      end_line: line,
      ...(column !== undefined && { start_column: column, end_column: column }),
      annotation_level: level,
      title: cut(name, limits.annotationTitle),
      message: cut(message, limits.annotationMessage),
    })),
  }
}

/** So much of a text as has so many bytes; never a part of a character. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  return `${Buffer.from(text)
    .subarray(0, bytes - 3)
    .toString('utf8')
    .replace(/\uFFFD$/, '')}…`
}
