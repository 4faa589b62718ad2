/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.0.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "4a1fa5ce26d764eaffa8b76e842938f4a0b57dc938aa1d93cfc3ad6489cb27fe";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "c945705cb32ffb78a1d42662a9858468c62e884a8f230c344191b22bf1132b0a";
