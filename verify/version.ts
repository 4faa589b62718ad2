/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.1.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "dbda56b854c20904b702770621345c1150228ae0d32009c6804f3990d2745555";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "eaa4ef8122d291b659f2db5be46d316f08330977d46f4aa7152d6589fb6358db";
