/** What of a request says who sent it. `headers` are those of Node, by their names in lower case. */
export interface AuthRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The address at the other end of the socket; never what a header says. */
  readonly remoteAddress: string | undefined
}
