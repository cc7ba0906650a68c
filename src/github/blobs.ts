import { createHash } from 'node:crypto'
import { type GitHub, textOf } from './client.ts'
import { slotsFor } from './slots.ts'

/** The bytes of a blob, or why they cannot be had. */
export type BlobReading = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string }

/** Reads a blob by its id, each only once however many commits hold it. */
export type BlobStore = (id: string) => Promise<BlobReading>

/** Enough to be quick, and few enough not to be taken for an attack. */
const atOnce = 8

/** The blobs of a repository. What comes must have the id that was asked for, or it is refused. */
export function blobStore(github: GitHub): BlobStore {
  const slots = slotsFor(atOnce)
  const known = new Map<string, Promise<BlobReading>>()
  return (id) => {
    const reading = known.get(id) ?? slots(() => readBlob(github, id))
    known.set(id, reading)
    return reading
  }
}

async function readBlob(github: GitHub, id: string): Promise<BlobReading> {
  const { owner, repo } = github
  const reply = await github.ask(async (request) => {
    const { data } = await request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { owner, repo, file_sha: id })
    if (data.encoding !== 'base64') throw new TypeError('`encoding` is not `base64`')
    return Buffer.from(textOf(data.content, 'content'), 'base64')
  })
  if (!reply.ok) return { ok: false, message: reply.problem.message }
  const bytes = reply.value
  const hash = createHash(id.length === 40 ? 'sha1' : 'sha256')
  const own = hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  return own === id ? { ok: true, bytes } : { ok: false, message: 'GitHub gave other bytes than the commit holds' }
}
