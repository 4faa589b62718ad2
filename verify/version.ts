/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.0.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "c9d4078729bf6135bdc515034ac7eb8b7b6b3d9dce9c81535437330a9d2d835a";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "28834fa417bb4ace658879af05d31c6839d9aef0ae2de1b1f605aae176313bf6";
