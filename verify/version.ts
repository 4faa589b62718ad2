/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.3.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "99428023804b4d409816f9aaf001a74a720a6d08f57a59fb9a632e8793c3fe3d";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "babbad33eda2fdd8f8e6fc119ba98b435b320fb30d43635797f89b89cd0e39e1";
