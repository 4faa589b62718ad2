export { equivalent, type VerifyInput, verifyAnswer } from "./answer";
export { answerClasses } from "./classes";
export { extractAnswer } from "./extract";
export { DEFAULT_POLICIES, policyHash, resolvePolicies, verifierKey } from "./policies";
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
export { VERIFIER_VERSION } from "./version";
