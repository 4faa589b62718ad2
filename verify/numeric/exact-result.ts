import type { Rational } from "./rational";

/** Values of bound variables. */
export type ExactBindings = ReadonlyMap<string, Rational>;

export const NO_BINDINGS: ExactBindings = new Map();

/** Why there is no exact value: the node is not rational, too large, or divides by zero. */
export const UNDEFINED = Symbol("undefined");
export type Exact = Rational | null | typeof UNDEFINED;
