/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.1.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "dd6c53a1685d5a3dbe0f125221ff01e855c6b288fd115877cb3d4d5cd3e62b4b";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "6e5d6159aca12c15dfd15137d8ac7fa140a50bcdfc9e24418f59effae100a651";
