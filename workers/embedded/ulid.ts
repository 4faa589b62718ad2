import { createHash } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** An id in ULID form: 48 bits of time and 80 bits derived from `seed`, so that the same input gives the same id. */
export function ulidFrom(ms: number, seed: string): string {
  const random = createHash("sha256").update(seed).digest().subarray(0, 10);
  let bits = (BigInt(Math.max(0, Math.floor(ms))) << 80n) | BigInt(`0x${random.toString("hex")}`);
  let text = "";
  for (let place = 0; place < 26; place++) {
    text = (ALPHABET[Number(bits & 31n)] ?? "0") + text;
    bits >>= 5n;
  }
  return text;
}
