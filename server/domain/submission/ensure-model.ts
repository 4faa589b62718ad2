import { and, eq } from "drizzle-orm";
import { modelLabel } from "@/catalog/model-labels";
import type { Db } from "@/db/client";
import { model, team } from "@/db/schema";
import type { Ctx } from "../ctx";

/** The team's model of this name, made where it is new. Slugs are unique over all teams; the second one carries its team's. */
export async function ensureModel(
  ctx: Ctx,
  db: Db,
  input: { teamId: string; name: string; servedName: string },
): Promise<string> {
  const known = await find(db, input);
  if (known !== undefined) return known;
  const [owner] = await db.select({ slug: team.slug }).from(team).where(eq(team.id, input.teamId));
  const slug = slugOf(input.name);
  const id = ctx.ids.create("model");
  const wanted = [slug, `${slug}-${owner?.slug ?? "team"}`.slice(0, 80), id.replace("_", "-")];
  for (const candidate of wanted) {
    await db
      .insert(model)
      .values({
        id,
        teamId: input.teamId,
        slug: candidate.replace(/[-._]+$/, ""),
        name: input.name,
        identity: "self-declared",
        label: modelLabel(input.servedName),
        createdAt: ctx.clock.now(),
      })
      .onConflictDoNothing();
    const stored = await find(db, input);
    if (stored !== undefined) return stored;
  }
  throw new Error("no slug was free for a model");
}

async function find(db: Db, input: { teamId: string; name: string }): Promise<string | undefined> {
  const [row] = await db
    .select({ id: model.id })
    .from(model)
    .where(and(eq(model.teamId, input.teamId), eq(model.name, input.name)));
  return row?.id;
}

/** Lower-case letters, digits and single separators, from any name. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, "-")
    .replace(/[-._]{2,}/g, "-")
    .slice(0, 60)
    .replace(/^[-._]+|[-._]+$/g, "");
  return slug === "" ? "model" : slug;
}
