import { PlumblineError } from "@/contracts/errors";

/** Where a page starts, as opaque text. */
export function encodeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The parts of a cursor that this server gave out; throws `invalid_input` for anything else. */
export function decodeCursor(cursor: string, kinds: readonly ("string" | "number")[]): (string | number)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (
      Array.isArray(parts) &&
      parts.length === kinds.length &&
      parts.every((part, i) => typeof part === kinds[i])
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
