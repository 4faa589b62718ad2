/** Moves whenever a verdict may move; part of every verifier key. */
export const VERIFIER_VERSION = "1.0.0";
