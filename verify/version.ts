/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.2.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "c0c14b214ccc9019a9bb5b986d41fc53320b7e144c57776375e66148934fa381";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "8cc9b1887a74f73e281edcbda4acceb71cc9bf011e63d659e205add727a859e8";
