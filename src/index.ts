export { decide } from './engine/decide.ts'
export { digestOfDecision } from './engine/decision.ts'
export { type JudgeInput, type JudgeResult, judge, type PreparedJudge, prepare, type TrustedInput } from './engine/judge.ts'
export type { FactCatalog } from './model/catalog.ts'
export type { Commitment, CommitmentEntry, Requirement } from './model/commitment.ts'
export type { Config } from './model/config.ts'
export { type Documents, parseDocuments, type SourceFile } from './model/documents.ts'
export type { Facts } from './model/facts.ts'
export type {
  Decision,
  Decisions,
  Finding,
  JudgedRequirement,
  JudgedWaiver,
  Outcome,
  Reason,
  ToGo,
  Verdict,
} from './model/generated/types.ts'
export type { Launch } from './model/launch.ts'
export type { Mapping } from './model/mapping.ts'
export type { Waiver, Waivers } from './model/waivers.ts'
export { type Format, formats, report } from './report/reporters.ts'
export type { DiagnosticCode, Severity } from './source/codes.ts'
export type { Diagnostic } from './source/diagnostic.ts'
export { canonicalJson, type Digest, digestOf } from './source/digest.ts'
export { applySilences } from './source/silence.ts'
