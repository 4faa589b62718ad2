import type { Access, Redistribution } from "@/contracts/benchmark";
import { PlumblineError } from "@/contracts/errors";
import { isAdmin, maySeeTeam } from "../account";
import type { Ctx } from "../ctx";

type Owned = { teamId: string; visibility: string; state: string };

/** Whether the caller may see a run: public and unlisted ones anybody, private and withdrawn ones their team and administrators. */
export function maySeeRun(ctx: Ctx, run: Owned): boolean {
  if (maySeeTeam(ctx, run.teamId)) return true;
  return run.visibility !== "private" && run.state !== "withdrawn";
}

/** The same answer for what is hidden and for what does not exist. */
export function runNotFound(runId: string): PlumblineError {
  return new PlumblineError("not_found", `There is no run ${runId.slice(0, 60)}.`, {
    hint: "Check the id; a private run is seen by its team only.",
  });
}

/** What of a benchmark's text a reader may see. */
export type TextRights = { statement: boolean; gold: boolean; trace: boolean };

/**
 * Hidden benchmarks show nothing, not even transcripts, except to administrators; a text that may not be passed on is shown to
 * administrators only, while what a model wrote is.
 */
export function textRights(
  ctx: Ctx,
  version: { access: Access; redistribution: Redistribution },
): TextRights {
  if (isAdmin(ctx) || ctx.actor.type === "system") return { statement: true, gold: true, trace: true };
  if (version.access === "hidden-text") return { statement: false, gold: false, trace: false };
  const passedOn = version.redistribution === "allowed" || version.redistribution === "attribution";
  const shown = passedOn && version.access === "public-text";
  return { statement: shown, gold: shown, trace: true };
}
