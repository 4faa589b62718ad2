import { createHash } from "node:crypto";
import { canonicalJson } from "@/contracts/canonical-json";

/** SHA-256 of the canonical JSON of a value, 64 hex digits. */
export function sha256OfJson(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
