/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.2.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "b24263268d8051d28ed3ddb262c268a790e644ce3eb09736187c6ae3cf1cbd04";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "7e640fcebae8b3277e0896c3f46ae8f7c3de5517caf58592728adca9f5facabd";
