/** Where a deployment waits. */
export interface GatePlace {
  readonly run: number
  readonly environment: string
}

/** The last word about a deployment. */
export interface GateAnswer {
  readonly state: 'approved' | 'rejected'
  /** At most 1,024 characters. */
  readonly comment: string
}

/** What became of an answer: it was taken, it had been taken before, or the run is over and nobody waits. */
export type Answered = { readonly how: 'taken' | 'before'; readonly answer: GateAnswer } | { readonly how: 'over' }
