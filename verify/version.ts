/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.3.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "160c38e7b4e903e2469f0120419bc0b20fe0c3e5b13d07639df850775008f9a8";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "9790322a60191977957ded59526e13e456a4c9fba1fc8e87cce491309a0ce51c";
