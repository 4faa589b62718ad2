/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.3.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "898d7881dccec2be894fa9acb5105b61472576b1f1ca57c86b08940342518ca8";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "0bfde425af417d54911e1c6e82896efc42c07696901f41342c3ef78870d3a0bf";
