import type { Actor } from "@/contracts/actor";
import { PlumblineError } from "@/contracts/errors";
import type { Scope } from "@/contracts/states";
import type { Ctx } from "../ctx";

export type AccountActor = Extract<Actor, { type: "account" }>;

/** The caller as an account that holds the scope; `unauthenticated` or `forbidden` otherwise. Admin includes `submit`. */
export function requireScope(ctx: Ctx, scope: Scope): AccountActor {
  const { actor } = ctx;
  if (actor.type !== "account") {
    throw new PlumblineError("unauthenticated", "This needs a key or a signed-in session.", {
      hint: "Send `Authorization: Bearer pl_…`, or sign in on the site.",
    });
  }
  const held = actor.scopes.includes(scope) || (scope === "submit" && isAdmin(ctx));
  if (!held || (scope === "admin" && !actor.isAdmin)) {
    throw new PlumblineError("forbidden", `This needs a key with the scope ${scope}.`, {
      hint: "Create one with `plumbline keys create`, or ask an administrator.",
    });
  }
  return actor;
}

/** The platform itself, or an administrator whose key or session carries the scope `admin`. */
export function requireAdmin(ctx: Ctx): void {
  if (ctx.actor.type !== "system") requireScope(ctx, "admin");
}

export function isAdmin(ctx: Ctx): boolean {
  const { actor } = ctx;
  return actor.type === "account" && actor.isAdmin && actor.scopes.includes("admin");
}

/** Whether the caller may see what belongs to a team: its members, administrators and the platform. */
export function maySeeTeam(ctx: Ctx, teamId: string): boolean {
  if (ctx.actor.type === "system" || isAdmin(ctx)) return true;
  return ctx.actor.type === "account" && ctx.actor.scopes.includes("submit") && ctx.actor.teamId === teamId;
}

/** The platform itself; verbs that only workflow functions and the supervisor call. */
export function requireSystem(ctx: Ctx): void {
  if (ctx.actor.type === "system") return;
  throw new PlumblineError("forbidden", "Only the platform itself does this.", {
    hint: "There is nothing to do by hand.",
  });
}
