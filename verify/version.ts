/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.2.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "f051b81d8db3d1a05a988514a1867669aee5e4906803e26ed0cda900ef83101c";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "57a92e58fbe5b9fd579781a2a7ad69a0ac950f1c1be99d4a8e2a606bef326f9f";
