import { and, eq } from "drizzle-orm";
import { canonicalJson } from "@/contracts/canonical-json";
import { PlumblineError } from "@/contracts/errors";
import { submission } from "@/db/schema";
import type { Ctx } from "../ctx";

/** What a client may send as `Idempotency-Key`. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

export function checkIdempotencyKey(key: string | null): void {
  if (key === null || IDEMPOTENCY_KEY.test(key)) return;
  throw new PlumblineError("invalid_input", "The idempotency key is not valid.", {
    hint: "Send 1 to 200 printable characters without spaces, for example a UUID.",
  });
}

/** The submission that this key made before; `conflict` where it was made from another input. */
export async function findByIdempotencyKey(
  ctx: Ctx,
  input: {
    teamId: string;
    key: string | null;
    kind: "endpoint" | "traces" | "reduction";
    content: Record<string, unknown>;
  },
): Promise<string | null> {
  if (input.key === null) return null;
  const [row] = await ctx.db
    .select()
    .from(submission)
    .where(and(eq(submission.teamId, input.teamId), eq(submission.idempotencyKey, input.key)));
  if (row === undefined) return null;
  if (row.kind === input.kind && canonicalJson(row.input) === canonicalJson(input.content)) return row.id;
  throw new PlumblineError("conflict", "This idempotency key was used for another submission.", {
    hint: "Use a new key for a new submission.",
  });
}
