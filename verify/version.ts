/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.2.0";
/** Hash of the verifier's sources, written by `npx tsx tests/golden/verify/seal.ts`, which first checks the golden verdicts. */
export const SOURCE_HASH = "e5e5cb7c8a596db82c981a33afc9b25db92b9ddb788177bcef346450647ad66d";
/** Hash of tests/golden/verify/verdicts.json, written by the same command. */
export const GOLDEN_HASH = "16bea68dbcae53b5eaa0ad3bddb87059da0b6f69ad5c70452b76fe9fba6a4785";
