// The public names of `onlyif/github`: what is not named here may change without notice.

export type { DeploymentRequest } from '../../github/deployment-request.ts'
export type { Answered, GateAnswer, GatePlace } from '../../github/gate-answer.ts'
export type { InstalledPlace } from '../../github/payload.ts'
export type { Problem, Reply } from '../../github/reply.ts'
export { type CheckRequest, readWebhook, type SuiteRequest, type Webhook, type WebhookReading } from '../../github/webhook.ts'
export { isSigned } from '../../github/webhook-signature.ts'
export type { Decision } from '../../model/generated/types.ts'
export type { Diagnostic } from '../../source/diagnostic.ts'
export {
  type AnswerOptions,
  answerFor,
  type CommitQuestion,
  type CommitReading,
  type DeploymentAnswer,
  type GateSettings,
  type JudgedCommit,
  type OwnGate,
  openGate,
} from './own-gate.ts'
