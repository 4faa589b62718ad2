/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.0.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "6f998172c46ac491161543f8187728cf9180cc0557a02f1c01dbeb160434fc9f";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "c945705cb32ffb78a1d42662a9858468c62e884a8f230c344191b22bf1132b0a";
