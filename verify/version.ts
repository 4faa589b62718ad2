/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.1.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "b58aa17ae372311e2e1bd5f442a59f1a59f6b70d0dfc4bc0182278ee7bb1b79e";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "ba2498e3ce0cb52f29eb580b7406efcb2bee2bf5f36bbedaefd82167b386bdd0";
