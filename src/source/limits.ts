/** How much a file may ask of its reader. */
export interface Limits {
  /** Bytes of UTF-8 in one file. */
  readonly maxBytes: number
  /** Aliases in one file. */
  readonly maxAliases: number
  /** Nodes that the aliases of one file stand for, counted without expanding them. */
  readonly maxNodes: number
  /** Mappings and lists inside one another; of a larger number than 500 only 500 is heeded, for the sake of the stack. */
  readonly maxDepth: number
}

export const defaultLimits: Limits = {
  maxBytes: 1_048_576,
  maxAliases: 100,
  maxNodes: 100_000,
  maxDepth: 64,
}
