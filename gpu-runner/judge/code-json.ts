import type { z } from "zod";

/** A frame as the value that a schema describes; null for anything else. */
export function parseOrNull<T>(schema: z.ZodType<T>, frame: Uint8Array): T | null {
  try {
    return schema.parse(JSON.parse(Buffer.from(frame).toString("utf8")));
  } catch {
    return null;
  }
}
