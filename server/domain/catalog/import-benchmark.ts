import { and, desc, eq, sql } from "drizzle-orm";
import {
  type BenchmarkCard,
  type BenchmarkCardInput,
  benchmarkCardSchema,
  type Problem,
  type ProblemInput,
} from "@/contracts/benchmark";
import { PlumblineError } from "@/contracts/errors";
import type { Db } from "@/db/client";
import { benchmark, benchmarkAlias, benchmarkVersion, problem, problemAlias, team } from "@/db/schema";
import { recordAudit, requireAdmin } from "../account";
import type { Ctx } from "../ctx";
import { checkProblems } from "./check-problems";
import { contentHash } from "./content-hash";
import { writeErrata } from "./write-errata";

const ROWS_PER_INSERT = 500;
const ALIASES_PER_INSERT = 10_000;

export type ImportedBenchmark = {
  slug: string;
  version: number;
  versionId: string;
  contentHash: string;
  problems: number;
  /** False: this very content was there already. */
  created: boolean;
};

/**
 * Stores a card and its problems as a version named by content hash: equal content is the same version, other content
 * the next number. `corrects` links a version with corrected golds to the one it corrects; `canonical` makes it the
 * version that a bare name means (the first one always is). Administrators and the platform only.
 */
export async function importBenchmark(
  ctx: Ctx,
  input: {
    card: BenchmarkCardInput;
    problems: readonly ProblemInput[];
    corrects?: number | undefined;
    canonical?: boolean | undefined;
  },
): Promise<ImportedBenchmark> {
  requireAdmin(ctx);
  const card = parseCard(input.card);
  const problems = checkProblems(input.problems);
  const hash = contentHash({ answerKind: card.answerKind, protocol: card.protocol, problems });
  return ctx.db.transaction(async (tx) => {
    const benchmarkId = await upsertCard(ctx, tx, card);
    await writeErrata(ctx, tx, benchmarkId, card.slug);
    const versions = await tx
      .select()
      .from(benchmarkVersion)
      .where(eq(benchmarkVersion.benchmarkId, benchmarkId))
      .orderBy(desc(benchmarkVersion.version));
    const known = versions.find((version) => version.contentHash === hash);
    const canonical = (input.canonical ?? false) || versions.length === 0;
    const version = known ?? {
      id: versionIdOf(benchmarkId, hash),
      version: (versions[0]?.version ?? 0) + 1,
    };
    if (canonical && known?.canonical !== true) await dropCanonical(tx, benchmarkId);
    if (known === undefined) {
      await tx.insert(benchmarkVersion).values({
        ...version,
        benchmarkId,
        contentHash: hash,
        access: card.access,
        redistribution: card.redistribution,
        protocol: card.protocol,
        problemCount: problems.length,
        canonical,
        correctsVersionId: correctedVersion(versions, input.corrects),
        createdAt: ctx.clock.now(),
      });
      await insertProblems(tx, version.id, card, problems);
      await recordAudit(ctx, tx, {
        action: "benchmark.import",
        subject: `${card.slug}@${version.version}`,
        detail: { contentHash: hash, problems: problems.length },
      });
    } else if (canonical && !known.canonical) {
      await tx.update(benchmarkVersion).set({ canonical: true }).where(eq(benchmarkVersion.id, known.id));
    }
    return {
      slug: card.slug,
      version: version.version,
      versionId: version.id,
      contentHash: hash,
      problems: problems.length,
      created: known === undefined,
    };
  });
}

function parseCard(input: BenchmarkCardInput): BenchmarkCard {
  const parsed = benchmarkCardSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new PlumblineError(
    "invalid_input",
    `The card: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}.`,
    {
      hint: "See the fields of a benchmark card in docs/api.md.",
    },
  );
}

/** Writes the card; the row lock makes two imports of one benchmark take turns. */
async function upsertCard(ctx: Ctx, tx: Db, card: BenchmarkCard): Promise<string> {
  const teamId = await owningTeam(ctx, tx);
  const written = await tx
    .insert(benchmark)
    .values({
      id: ctx.ids.create("benchmark"),
      teamId,
      slug: card.slug,
      title: card.title,
      card,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoUpdate({ target: benchmark.slug, set: { title: card.title, card: keepingPin(card) } })
    .returning({ id: benchmark.id });
  const id = written[0]?.id;
  if (id === undefined) throw new Error("the benchmark was not written");
  for (const alias of card.aliases) {
    const [taken] = await tx.select().from(benchmark).where(eq(benchmark.slug, alias));
    await tx.insert(benchmarkAlias).values({ alias, benchmarkId: id }).onConflictDoNothing();
    const [row] = await tx.select().from(benchmarkAlias).where(eq(benchmarkAlias.alias, alias));
    if (row?.benchmarkId !== id || (taken !== undefined && taken.id !== id))
      throw new PlumblineError("conflict", `The name ${alias} belongs to another benchmark.`, {
        hint: "Choose another alias.",
      });
  }
  return id;
}

/** A card without a pin leaves the stored one: what was fetched from a hub stays on record when a file is imported. */
export const keepingPin = (card: BenchmarkCard) =>
  sql`${JSON.stringify(card)}::jsonb || case when ${card.pin === undefined} and ${benchmark.card} ? 'pin' then jsonb_build_object('pin', ${benchmark.card} -> 'pin') else '{}'::jsonb end`;

async function owningTeam(ctx: Ctx, tx: Db): Promise<string> {
  if (ctx.actor.type === "account") return ctx.actor.teamId;
  const [first] = await tx.select({ id: team.id }).from(team).orderBy(team.createdAt).limit(1);
  if (first === undefined) throw new Error("there is no team yet; ensureFirstAdmin comes first");
  return first.id;
}

async function dropCanonical(tx: Db, benchmarkId: string): Promise<void> {
  await tx
    .update(benchmarkVersion)
    .set({ canonical: false })
    .where(and(eq(benchmarkVersion.benchmarkId, benchmarkId), eq(benchmarkVersion.canonical, true)));
}

function correctedVersion(
  versions: readonly { id: string; version: number }[],
  corrects: number | undefined,
): string | null {
  if (corrects === undefined) return null;
  const found = versions.find((version) => version.version === corrects);
  if (found !== undefined) return found.id;
  throw new PlumblineError("invalid_input", `There is no version ${corrects} to correct.`, {
    hint: "Name an existing version, or leave `corrects` out.",
  });
}

/** Versions are named by their content, so importing the same file twice names the same row. */
function versionIdOf(benchmarkId: string, hash: string): string {
  return `${benchmarkId}.${hash.slice(0, 16)}`;
}

async function insertProblems(
  tx: Db,
  benchmarkVersionId: string,
  card: BenchmarkCard,
  problems: readonly Problem[],
): Promise<void> {
  for (let start = 0; start < problems.length; start += ROWS_PER_INSERT) {
    const chunk = problems.slice(start, start + ROWS_PER_INSERT);
    await tx.insert(problem).values(
      chunk.map(({ aliases: _, ...fields }, index) => ({
        ...fields,
        benchmarkVersionId,
        ordinal: start + index,
        answerKind: fields.answerKind ?? card.answerKind,
      })),
    );
    const aliases = chunk.flatMap(({ id, aliases: names }) =>
      names.map((name) => ({ ...name, benchmarkVersionId, problemId: id })),
    );
    // A statement takes 65,535 values at most, and a problem may have any number of names.
    for (let first = 0; first < aliases.length; first += ALIASES_PER_INSERT)
      await tx.insert(problemAlias).values(aliases.slice(first, first + ALIASES_PER_INSERT));
  }
}
