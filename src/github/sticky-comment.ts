import type { GitHub } from './client.ts'
import type { Reply } from './reply.ts'

/** One comment on a pull request that is written anew in its place. */
export interface StickyComment {
  readonly number: number
  /** The first line of the comment, by which it is known again; hidden, and the same in every run. */
  readonly marker: string
  /** The App that the token speaks for, where a check run has told. */
  readonly appId?: number | undefined
}

/** A comment of ours that is there. */
export interface FoundComment {
  readonly id: number
  readonly body: string
}

interface Candidate extends FoundComment {
  readonly userId: number | undefined
  readonly login: string
  readonly appId: number | undefined
}

/** A pull request with more comments than these pages hold has no readers left. */
const mostPages = 30
const perPage = 100

/** Whom the token of a workflow speaks for. */
const ownBot = 'github-actions[bot]'

/**
 * The comment that an earlier run left: it begins with the marker and is by whom we are. A marker alone proves nothing, for anyone
 * can write it.
 */
export async function findComment(github: GitHub, sticky: StickyComment): Promise<Reply<FoundComment | undefined>> {
  const candidates = await marked(github, sticky)
  if (!candidates.ok) return candidates
  const isOwnBot = ({ login, appId }: Candidate): boolean => login === ownBot && (appId === undefined || sticky.appId === undefined)
  const own = candidates.value.find((item) => isOwnBot(item) || (item.appId !== undefined && item.appId === sticky.appId))
  if (own || sticky.appId !== undefined || candidates.value.length === 0) return { ok: true, value: own }
  // A person's token can say whose it is; a workflow's cannot, and then no other author is ours.
  const me = await whoAmI(github)
  return { ok: true, value: candidates.value.find((item) => item.userId !== undefined && item.userId === me && item.appId === undefined) }
}

/** Writes the comment: in its place where it is there, and not at all where it says the same already. */
export async function writeComment(
  github: GitHub,
  sticky: StickyComment,
  found: FoundComment | undefined,
  body: string,
): Promise<Reply<'created' | 'updated' | 'unchanged'>> {
  if (found && sameText(found.body, body)) return { ok: true, value: 'unchanged' }
  if (found) return update(github, found.id, body)
  const created = await create(github, sticky.number, body)
  if (created.ok || created.problem.kind !== 'unreachable') return created
  // No answer came, but the comment may be there.
  const again = await findComment(github, sticky)
  if (!again.ok) return created
  return again.value ? { ok: true, value: 'created' } : create(github, sticky.number, body)
}

function marked(github: GitHub, { number, marker }: StickyComment): Promise<Reply<readonly Candidate[]>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const found: Candidate[] = []
    for (let page = 1; page <= mostPages; page++) {
      const { data } = await request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        owner,
        repo,
        issue_number: number,
        per_page: perPage,
        page,
      })
      if (!Array.isArray(data)) throw new TypeError('it is not a list of comments')
      for (const { id, body, user, performed_via_github_app: app } of data) {
        if (typeof body !== 'string' || !body.startsWith(marker)) continue
        found.push({ id, body, userId: user?.id, login: user?.type === 'Bot' ? user.login : '', appId: app?.id })
      }
      if (data.length < perPage) break
    }
    return found
  })
}

async function whoAmI(github: GitHub): Promise<number | undefined> {
  const reply = await github.ask(async (request) => (await request('GET /user')).data.id)
  return reply.ok && typeof reply.value === 'number' ? reply.value : undefined
}

function create(github: GitHub, number: number, body: string): Promise<Reply<'created'>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { owner, repo, issue_number: number, body })
    return isComment(data, 'created' as const)
  })
}

function update(github: GitHub, id: number, body: string): Promise<Reply<'updated'>> {
  const { owner, repo } = github
  return github.ask(async (request) => {
    const { data } = await request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { owner, repo, comment_id: id, body })
    return isComment(data, 'updated' as const)
  })
}

/** What answers in the place of GitHub, such as a proxy that wants a login, has written no comment. */
function isComment<T>({ id }: { readonly id: unknown }, done: T): T {
  if (typeof id !== 'number') throw new TypeError('it is not a comment')
  return done
}

/** GitHub keeps line ends its own way. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trimEnd() === b.replaceAll('\r\n', '\n').trimEnd()
}
