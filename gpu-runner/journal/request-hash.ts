import { createHash } from "node:crypto";
import { canonicalJson } from "@/contracts/canonical-json";

/** SHA-256 of what a call asks for, 64 hex digits; never holds a key. */
export function requestHash(request: Record<string, unknown>): string {
  return createHash("sha256").update(canonicalJson(request)).digest("hex");
}

/** Seed of one call: the first 31 bits of SHA-256 over run seed, problem, sample and call. */
export function callSeed(runSeed: string, problemId: string, sample: number, index: number): number {
  const digest = createHash("sha256")
    .update(JSON.stringify([runSeed, problemId, sample, index]))
    .digest();
  return digest.readUInt32BE(0) >>> 1;
}
