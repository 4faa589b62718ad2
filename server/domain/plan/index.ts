export { endpointFingerprint } from "./build-manifest";
export { canonicalJson, sha256OfJson } from "./canonical-json";
export { deterministicId } from "./deterministic-id";
export { moveRun } from "./move-run";
export { type Plan, planRuns } from "./plan-runs";
export { verifierPolicies } from "./verifier-policies";
