import { createHash } from "node:crypto";

/** SHA-256 in hexadecimal: how keys, sessions and sign-in links are stored. They are 256 random bits, so no salt is needed. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Prefix of every API key; what follows are 256 random bits in base64url. */
export const KEY_PREFIX = "pl_";

/** Whether a text has the form of a key of ours, whoever made it. */
export function looksLikeKey(text: string): boolean {
  return /^pl_[A-Za-z0-9_-]{40,120}$/.test(text);
}
