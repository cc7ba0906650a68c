// The public names of `onlyif`, one by one: what is not named here may change without notice.

// Judging.
export {
  decide,
  digestOfDecision,
  type JudgeInput,
  judge,
  type PartsInput,
  type Prepared,
  type PrepareInput,
  prepare,
  type WholeInput,
} from './engine/door.ts'
export type { JudgeResult, TrustedInput } from './engine/judge.ts'
// What documents mean, and where in them it stands.
export type { CatalogEntry, FactCatalog, Lookup } from './model/catalog.ts'
export type {
  Commitment,
  CommitmentEntry,
  Due,
  Enforcement,
  HandOff,
  Requirement,
  SameRequirement,
  WaiverRule,
} from './model/commitment.ts'
export type { CommitmentTest, Expectation, TestCase } from './model/commitment-test.ts'
export type { Condition, EvidenceRules, Leaf, Operand, Operator as ConditionOperator } from './model/condition.ts'
export type { Config } from './model/config.ts'
export type { DateValue, DayNumber } from './model/date.ts'
// Texts in.
export { type Documents, type Model, parseDocuments, type SourceFile } from './model/documents.ts'
export type { Duration } from './model/duration.ts'
export type { Evidence, FactSet, Facts, SuppliedFact } from './model/facts.ts'
// The record of a judgement.
export type {
  Applicability,
  Approval,
  Decision,
  DecisionInput,
  Decisions,
  EvidenceAsked,
  Finding,
  FindingAllowed,
  FindingEvidence,
  FindingLookup,
  ItemFinding,
  JudgedCommitment,
  JudgedFact,
  JudgedFollowUp,
  JudgedHandOff,
  JudgedLaunch,
  JudgedRequirement,
  JudgedWaiver,
  ManifestPlace,
  Obstacle,
  Operator,
  Outcome,
  OutcomeCounts,
  Reason,
  ReportedDiagnostic,
  ReportedPosition,
  ReportedRange,
  ReportedRelatedPlace,
  Result,
  SourcePlace,
  ToGo,
  ToGoChange,
  UnlistedValue,
  Verdict,
  VerdictCounts,
} from './model/generated/types.ts'
export type { Launch } from './model/launch.ts'
export type { MappedFact, MappedText, Mapping } from './model/mapping.ts'
export type { LaunchFieldName } from './model/path.ts'
export type { FactType, Value } from './model/value.ts'
export type { Version } from './model/version.ts'
export type { Approval as WaiverApproval, Cover, FollowUp as WaiverFollowUp, Waiver, Waivers } from './model/waivers.ts'
// Texts out.
export { type DiagnosticOptions, diagnosticsText } from './report/diagnostics-text.ts'
export type { ReportInput, ReportOptions } from './report/report-input.ts'
export { type Format, formats, report } from './report/reporters.ts'
export type { Undecided } from './report/summary.ts'
// What is wrong with files.
export type { DiagnosticCode, Severity } from './source/codes.ts'
export { type Diagnostic, hasErrors, type RelatedPlace } from './source/diagnostic.ts'
export { canonicalJson, type Digest, digestOf } from './source/digest.ts'
export type { Limits } from './source/limits.ts'
export type {
  JsonValue,
  ListNode,
  MappingEntry,
  MappingNode,
  ReadingError,
  ScalarNode,
  SourceDocument,
  SourceNode,
} from './source/node.ts'
export type { LineIndex, Place, Position, Range } from './source/position.ts'
export { applySilences } from './source/silence.ts'
