import type { DeploymentRequest } from '../../github/deployment-request.ts'
import type { GateAnswer } from '../../github/gate-answer.ts'
import type { Store } from '../../store/index.ts'

/** What is known of a deployment that asked. */
export interface DeploymentState {
  readonly request: DeploymentRequest
  /** Milliseconds since 1970. */
  readonly askedAt: number
  readonly judgedAt?: number
  /** Status reports that were sent, or begun: GitHub takes ten. */
  readonly reports: number
  /** Digest of the verdicts that people were told last. */
  readonly told?: string
  /** Digest of the outcomes that were recorded last. */
  readonly recorded?: string
  /** Answers that were sent, for some of which it may not be known whether they arrived. */
  readonly sent: readonly GateAnswer[]
  /** Since when GitHub cannot be read. */
  readonly troubleSince?: number
  /** How it ended. */
  readonly end?: 'approved' | 'rejected' | 'over' | 'forgotten'
}

/** A deployment in hand: as it is stored, and how to change that. */
export interface HeldDeployment {
  readonly id: string
  readonly state: () => DeploymentState
  /** Keeps a change. Throws where somebody else changed it meanwhile: then two work on it, and one must stop. */
  readonly save: (change: Change) => Promise<void>
}

/** What is to be changed; trouble that has passed is undefined. */
type Change = Partial<Omit<DeploymentState, 'troubleSince'>> & { readonly troubleSince?: number | undefined }

const mostSent = 8

/** One deployment of one run to one environment: asked for again it is the same. */
export function idOf({ installation, repositoryId, run, deployment, environment }: DeploymentRequest): string {
  return [installation, repositoryId, run, deployment, encodeURIComponent(environment)].join('/')
}

/** Keeps a request that came at a moment; a repeated one changes nothing. It waits since GitHub says, if that was earlier. */
export async function keepRequest({ deployments }: Store, request: DeploymentRequest, receivedAt: number): Promise<string> {
  const id = idOf(request)
  const askedAt = Math.min(request.since ?? receivedAt, receivedAt)
  const state: DeploymentState = { request, askedAt, reports: 0, sent: [] }
  await deployments.add({ id, repository: String(request.repositoryId), document: JSON.stringify(state) })
  return id
}

/** A deployment that still waits, to be worked on. */
export async function holdDeployment({ deployments }: Store, id: string): Promise<HeldDeployment | undefined> {
  const row = await deployments.get(id)
  if (row?.state !== 'waiting') return undefined
  let [state, version] = [stateOf(row.document), row.version]
  return {
    id,
    state: () => state,
    async save(change) {
      const sent = (change.sent ?? state.sent).slice(-mostSent)
      const { troubleSince, ...rest } = { ...state, ...change, sent }
      const next: DeploymentState = troubleSince === undefined ? rest : { ...rest, troubleSince }
      const isKept = await deployments.change(id, version, {
        state: next.end === undefined ? 'waiting' : 'settled',
        document: JSON.stringify(next),
      })
      if (!isKept) throw new Error('somebody else works on this deployment')
      state = next
      version += 1
    },
  }
}

/** What is known of a deployment, from its stored text. */
export function stateOf(document: string): DeploymentState {
  return JSON.parse(document) as DeploymentState
}
