import type { z } from "zod";
import { PlumblineError } from "@/contracts/errors";
import { isStorable } from "@/contracts/storable";

/** Parses what a person sent; the error names the field and what it should be, and repeats no value. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.map(String).join(".") ?? "";
    throw new PlumblineError(
      "invalid_input",
      `${field === "" ? "" : `${field}: `}${issue?.message ?? "not valid"}`,
      {
        hint: "Correct the field and send it again (docs/submitting.md).",
      },
    );
  }
  if (!isStorable(parsed.data)) {
    throw new PlumblineError("invalid_input", "A text holds a NUL character or half a surrogate pair.", {
      hint: "Remove it and send it again.",
    });
  }
  return parsed.data;
}
