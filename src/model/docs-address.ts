/** Where the site is that explains commitments, as a config or a command line says it; or why that is none. */
export type DocsAddress =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string; readonly hint: string }

/** Nothing in these needs escaping in a link, and none of them leaves the site that it names: no scheme but https, no user, query or script. */
const web = /^https:\/\/[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~%-]*)*$/
const relative = /^[A-Za-z0-9._~%-]+(?:\/[A-Za-z0-9._~%-]+)*\/?$/

/** Reads the address of the site that `onlyif docs` wrote: `https://…`, or a path relative to where a report lies. */
export function readDocsAddress(text: string): DocsAddress {
  if (web.test(text) || relative.test(text)) return { ok: true, value: text.endsWith('/') ? text : `${text}/` }
  return {
    ok: false,
    message: 'is not the address of a site',
    hint: 'write an address such as `https://docs.example.test/promises`, or a relative path such as `../promises`',
  }
}
