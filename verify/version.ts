/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.1.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "4a376385a4636d1498e4ad5dfc970fc3be4d064b2a68beb15fc872ea656f4839";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "eaa4ef8122d291b659f2db5be46d316f08330977d46f4aa7152d6589fb6358db";
