import type { z } from "zod";
import { PlumblineError } from "@/contracts/errors";
import { isStorable } from "@/contracts/storable";

/** Parses what a plain route got in its address; `invalid_input` with the field where it does not fit. */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success && isStorable(parsed.data)) return parsed.data;
  const field = parsed.error?.issues[0]?.path.join(".") ?? "";
  const message = parsed.error?.issues[0]?.message ?? "a text holds a NUL character or half a surrogate pair";
  throw new PlumblineError("invalid_input", `${field === "" ? "" : `${field}: `}${message}`, {
    hint: "Correct the address; see /api/openapi.json.",
  });
}
