export { equivalent, type VerifyInput, verifyAnswer } from "./answer";
export {
  type CaseOptions,
  type CaseVerdict,
  policiesOf,
  predictionOf,
  type VerifyCase,
  verifyCase,
} from "./cases/case";
export { addToSummary, type CaseLine, type CaseSummary, emptyCaseSummary, runCases } from "./cases/run";
export { answerClasses, extendClasses } from "./classes";
export { extractAnswer } from "./extract";
export { DEFAULT_POLICIES, policyHash, resolvePolicies, verifierKey } from "./policies";
export {
  labelsOf,
  type ProcessInput,
  type ProcessStyle,
  processVerifierKey,
  verifyProcess,
  withinGold,
} from "./process";
export {
  ANSWER_KINDS,
  type AnswerContext,
  type AnswerKind,
  type AnswerLocation,
  type AnswerVerdict,
  type Extraction,
  type ExtractionRule,
  type ResolvedPolicies,
  type VerdictOutcome,
  type VerifyPolicies,
} from "./types";
export { GOLDEN_HASH, SOURCE_HASH, VERIFIER_VERSION } from "./version";
