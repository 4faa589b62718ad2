import { foldLatex } from "./fold";

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * A short name of a statement: 64-bit FNV-1a over the UTF-8 of its folded text, 16 hex digits. The alias table holds the
 * marks of other people's wordings under the tool `statement`, so that their texts need not be stored.
 */
export function statementMark(statement: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(foldLatex(statement)))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return hash.toString(16).padStart(16, "0");
}
