/** Runs a `git` that only reads; undefined where it fails. */
type Ask = (args: readonly string[]) => Promise<string | undefined>

/** Git takes the first of these that exists, and says nothing of the others. */
const places = ['refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'] as const

/** An id in full is looked for before any name; one in short only after them, and of fewer digits it may be a word or a number. */
const wholeId = /^[0-9a-f]{40,64}$/
const shortId = /^[0-9a-f]{7,39}$/

/**
 * What a name of a commit could mean, where that is more than one commit: whoever may push a tag could otherwise have `origin/main` mean
 * theirs. Empty where there is no doubt.
 */
export async function differentMeanings(ref: string, ask: Ask): Promise<readonly string[]> {
  const [name = ''] = ref.split(/[\^~:]|@\{/)
  if (name === '' || name === '@' || name === 'HEAD' || wholeId.test(name)) return []
  const names = [...places.map((place) => place + name), `refs/remotes/${name}/HEAD`]
  const listed = await ask(['for-each-ref', '--format=%(refname)', name, ...names])
  const there = new Set((listed ?? '').split('\n'))
  if (there.has(name)) return []
  const refs = names.filter((item) => there.has(item))
  const commits = await Promise.all(refs.map((item) => commitOf(item, ask)))
  const others = shortId.test(name) && refs.length > 0 ? await commitsBeginning(name, ask) : []
  return new Set([...commits, ...others]).size > 1 ? [...refs, ...others] : []
}

async function commitOf(ref: string, ask: Ask): Promise<string> {
  return (await ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]))?.trim() ?? ref
}

async function commitsBeginning(digits: string, ask: Ask): Promise<readonly string[]> {
  const ids = ((await ask(['rev-parse', `--disambiguate=${digits}`])) ?? '').split('\n').filter((id) => id !== '')
  const kinds = await Promise.all(ids.map((id) => ask(['cat-file', '-t', id])))
  return ids.filter((_, index) => kinds[index]?.trim() === 'commit')
}
