/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.0.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "7a7f41c3b61cb5d5715d503d61d8dee024c5f21b3cecf2b007d3dd3944bef4a8";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "c945705cb32ffb78a1d42662a9858468c62e884a8f230c344191b22bf1132b0a";
