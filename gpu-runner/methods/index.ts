import { direct } from "./direct";
import type { Method } from "./method";

const METHODS: readonly Method[] = [direct];

/** Code of every method whose card has kind `generate`. */
export const METHOD_IDS: readonly string[] = METHODS.map((method) => method.id);

/** The code of a method; null where this runner does not know it (an older runner than the server). */
export function methodCode(id: string): Method | null {
  return METHODS.find((method) => method.id === id) ?? null;
}
