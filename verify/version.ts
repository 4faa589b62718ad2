/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.2.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "fb572dd27ce89d457a885e5dd86385ba03181d3efef20f042a6f1a36f632b4cb";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "9f5bf45a8e108d446a84196ac309164a795086505e3de36b1edaa1fade2744a2";
