/** A host, and then whatever has no white space; no name or password before the host. Runs in linear time. */
const form = /^https?:\/\/[\p{L}\p{N}[][^\s/?#\\@]*(?:[/?#][^\s\\]*)?$/iu

/** Whether a text is an address of http or https that somebody can open: what a link in evidence must be where one is required. */
export function isWebAddress(text: string): boolean {
  return form.test(text)
}
