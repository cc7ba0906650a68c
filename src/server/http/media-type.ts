/** The media type that a `Content-Type` header says, in lower case and without its parameters; empty where it says none. */
export function mediaTypeOf(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}
