import { z } from "zod";
import { PlumblineError } from "@/contracts/errors";
import { oneLine } from "@/contracts/one-line";
import { SCOPES, type Scope, scopeSchema } from "@/contracts/states";
import { apiKey } from "@/db/schema";
import type { Ctx } from "../ctx";
import { hashToken, KEY_PREFIX } from "./hash-token";
import { type Owner, ownerOf } from "./owner-of";
import { recordAudit } from "./record-audit";
import { isAdmin, requireScope } from "./require";

export const createKeySchema = z.object({
  name: oneLine(120),
  scopes: z.array(scopeSchema).min(1).max(SCOPES.length).default(["submit"]),
  /** For a key with the scope `runner`: its runners may see golds and report verdicts. */
  trustedRunner: z.boolean().default(false),
  /** Another account's key; administrators only. */
  accountId: z.string().max(60).optional(),
});
export const keyCreatedSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  trustedRunner: z.boolean(),
  /** Shown this once; only its hash is stored. */
  key: z.string(),
});

/** A new API key for one's own team. Scopes beyond `submit` are given by administrators only. */
export async function createKey(
  ctx: Ctx,
  input: z.input<typeof createKeySchema>,
): Promise<z.infer<typeof keyCreatedSchema>> {
  const actor = requireScope(ctx, "submit");
  const parsed = createKeySchema.parse(input);
  const scopes = [...new Set(parsed.scopes)].sort();
  const owner = await ownerOf(ctx, parsed.accountId ?? actor.accountId);
  refuseMoreThanHeld(ctx, scopes, parsed.trustedRunner, owner, actor.accountId);
  const key = `${KEY_PREFIX}${ctx.ids.token(32)}`;
  const id = ctx.ids.create("apiKey");
  await ctx.db.transaction(async (tx) => {
    await tx.insert(apiKey).values({
      id,
      teamId: owner.teamId,
      accountId: owner.accountId,
      name: parsed.name,
      hash: hashToken(key),
      scopes,
      trustedRunner: parsed.trustedRunner,
      createdAt: ctx.clock.now(),
    });
    await recordAudit(ctx, tx, {
      action: "key.create",
      subject: id,
      teamId: owner.teamId,
      detail: { scopes, trustedRunner: parsed.trustedRunner },
    });
  });
  return { id, name: parsed.name, scopes, trustedRunner: parsed.trustedRunner, key };
}

function refuseMoreThanHeld(
  ctx: Ctx,
  scopes: readonly Scope[],
  trusted: boolean,
  owner: Owner,
  callerId: string,
): void {
  const beyond = scopes.some((scope) => scope !== "submit") || trusted || owner.accountId !== callerId;
  if (beyond && !isAdmin(ctx)) {
    throw new PlumblineError("forbidden", "Only administrators give keys of this kind.", {
      hint: "Ask for the scope submit only, or ask an administrator.",
    });
  }
  if (scopes.includes("admin") && !owner.isAdmin) {
    throw new PlumblineError("forbidden", "This account is not an administrator's.", {
      hint: "Leave the scope admin out.",
    });
  }
  if (trusted && !scopes.includes("runner")) {
    throw new PlumblineError("invalid_input", "Only a key with the scope runner can be trusted.", {
      hint: "Add the scope runner.",
    });
  }
}
