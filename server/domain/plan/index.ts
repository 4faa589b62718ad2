export { endpointFingerprint } from "./build-manifest";
export { currentVerifierKey } from "./current-verifier-key";
export { deterministicId } from "./deterministic-id";
export { moveRun } from "./move-run";
export { type Plan, planRuns } from "./plan-runs";
export { isOutdatedKey, type PresentKey, presentKeys } from "./present-keys";
export { sha256OfJson } from "./sha256-of-json";
export { verifierPolicies } from "./verifier-policies";
