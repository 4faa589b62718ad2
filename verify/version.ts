/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.1.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "16c183db0d55c46ad164ab5788f0eb65bae3c59c13bed9aecfe7ff67db238374";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "ba2498e3ce0cb52f29eb580b7406efcb2bee2bf5f36bbedaefd82167b386bdd0";
