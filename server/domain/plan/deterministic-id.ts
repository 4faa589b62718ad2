import { createHash } from "node:crypto";
import { ID_PREFIXES, type IdKind } from "@/contracts/ids";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const BODY_CHARACTERS = 20;

/** An id made from what it stands for (100 bits of a SHA-256), so that doing the same step again names the same row. */
export function deterministicId(kind: IdKind, ...parts: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest();
  const body = Array.from(digest.subarray(0, BODY_CHARACTERS), (byte) => ALPHABET.charAt(byte & 31)).join("");
  return `${ID_PREFIXES[kind]}_${body}`;
}
