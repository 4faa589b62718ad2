import { randomBytes } from "node:crypto";
import { ID_PREFIXES } from "@/contracts/ids";
import type { Ids } from "@/contracts/platform";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const BODY_CHARACTERS = 20;

/** Ids of 100 random bits in Crockford base32; tokens in base64url. `random` is replaced in tests. */
export function createIds(random: (bytes: number) => Uint8Array = randomBytes): Ids {
  return {
    create: (kind) => {
      const body = Array.from(random(BODY_CHARACTERS), (byte) => ALPHABET.charAt(byte & 31)).join("");
      return `${ID_PREFIXES[kind]}_${body}`;
    },
    token: (bytes) => Buffer.from(random(bytes)).toString("base64url"),
  };
}
