import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const PREFIX = /^signkey-\w+-/;
const MAX_AGE_MS = 5 * 60 * 1000;

/** Stops with a plain message when a signing key cannot work: the part after `signkey-<env>-` must be hex of even length. */
export function checkSigningKey(signingKey: string): void {
  const part = signingKey.replace(PREFIX, "");
  if (part.length === 0 || part.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(part))
    throw new Error(
      "INNGEST_SIGNING_KEY must be an even number of hex digits, with or without a signkey-<env>- prefix.",
    );
}

/** Value of `x-inngest-signature` for a body. The HMAC key is the text of the signing key without its prefix. */
export function sign(body: string, signingKey: string, nowMs: number): string {
  const seconds = String(Math.floor(nowMs / 1000));
  return `t=${seconds}&s=${hmac(body, signingKey, seconds)}`;
}

/** Whether a signature belongs to this body and is not older (or newer) than five minutes. */
export function isSigned(
  body: string,
  signature: string | undefined,
  signingKey: string,
  nowMs: number,
): boolean {
  const parts = new URLSearchParams(signature ?? "");
  const seconds = parts.get("t") ?? "";
  if (!/^\d{1,12}$/.test(seconds) || Math.abs(nowMs - Number(seconds) * 1000) > MAX_AGE_MS) return false;
  return isSame(parts.get("s") ?? "", hmac(body, signingKey, seconds));
}

/** What the SDK sends as `Authorization: Bearer …`. Here the key part counts as hex digits, unlike in signatures. */
export function bearerOf(signingKey: string): string {
  const prefix = PREFIX.exec(signingKey)?.[0] ?? "";
  const key = Buffer.from(signingKey.slice(prefix.length), "hex");
  return `${prefix}${createHash("sha256").update(key).digest("hex")}`;
}

/** Compares two texts in a time that does not depend on where they differ. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function hmac(body: string, signingKey: string, seconds: string): string {
  return createHmac("sha256", signingKey.replace(PREFIX, "")).update(body).update(seconds).digest("hex");
}
