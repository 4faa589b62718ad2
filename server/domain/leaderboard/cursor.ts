import { z } from "zod";
import { PlumblineError } from "@/contracts/errors";
import { isStorable } from "@/contracts/storable";

/** Where a page starts, as opaque text. */
export function encodeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** What a column of that kind takes: a 32-bit integer, a moment in ISO form, a text. */
export type CursorKind = "integer" | "moment" | "string";

/** The parts of a cursor that this server gave out; throws `invalid_input` for anything else. */
export function decodeCursor(cursor: string, kinds: readonly CursorKind[]): (string | number)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (
      Array.isArray(parts) &&
      parts.length === kinds.length &&
      parts.every((part, i) => isOf(kinds[i], part))
    ) {
      return parts;
    }
  } catch {
    // Falls through to the one refusal.
  }
  throw new PlumblineError("invalid_input", "The cursor is not one of this list.", {
    hint: "Pass `nextCursor` of the page before, unchanged.",
  });
}

function isOf(kind: CursorKind | undefined, part: unknown): part is string | number {
  if (kind === "integer") return z.int32().safeParse(part).success;
  if (kind === "moment") return z.iso.datetime().safeParse(part).success;
  return typeof part === "string" && isStorable(part);
}
