import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { run } from "@/db/schema";
import {
  assessedGrid,
  behaviours,
  boardGrid,
  getBoard,
  liftRows,
  methodFacts,
  outcomeLengths,
  replayCurves,
  runsGrid,
} from "@/server/domain/leaderboard";
import { type Desk, openDesk } from "./desk";
import { evaluate, type Rate } from "./evaluate";

const mostly: Rate = (problemId, sample) => (Number(problemId.slice(1)) + sample) % 4 !== 0;
const never: Rate = () => false;

/** A voting run with its pool, and a direct run under another token limit. */
async function filledDesk(): Promise<{ desk: Desk; pool: string; voted: string; other: string }> {
  const desk = await openDesk();
  const first = await desk.submit({ method: "self-consistency", samples: 4 });
  await evaluate(desk, first.runIds, mostly);
  const second = await desk.submit({ method: "ppe-plan", samples: 1, sampling: { maxTokens: 32 } });
  await evaluate(desk, second.runIds, never);
  const [pool = "", voted = ""] = first.runIds;
  return { desk, pool, voted, other: second.runIds[0] ?? "" };
}

describe("what charts are drawn from", () => {
  it("is the same as the board and the stored samples say", async () => {
    const { desk, pool, voted, other } = await filledDesk();
    await using _closed = desk;
    const reader = desk.platform.anonymous;
    const board = await getBoard(reader, { benchmark: "sentinel" });
    const scoreOf = (id: string) => board.rows.find((row) => row.runId === id)?.score ?? -1;

    const grid = await boardGrid(reader, "sentinel");
    expect(grid.runs.map((item) => item.runId)).toEqual(board.rows.map((row) => row.runId));
    for (const [index, item] of grid.runs.entries()) {
      const rates = (grid.rates[index] ?? []).map((rate) => rate ?? 0);
      expect(rates).toHaveLength(12);
      expect(rates.reduce((sum, rate) => sum + rate, 0) / 12).toBeCloseTo(scoreOf(item.runId), 12);
    }
    expect((await runsGrid(reader, [voted, other])).runs.map((item) => item.runId)).toEqual([voted, other]);

    const lifts = await liftRows(reader, { benchmark: "sentinel" });
    const reasons = new Map(lifts.items.map(({ row, notComparable }) => [row.runId, notComparable]));
    expect(reasons.get(voted)).toBeNull();
    expect(reasons.get(pool)).toBeNull();
    expect(reasons.get(other)).toBe("the direct run differs in token limit");
    expect(
      (await liftRows(reader, { method: "self-consistency" })).items.map(({ row }) => row.runId),
    ).toEqual([voted]);
    expect((await liftRows(reader, { benchmark: "sentinel@9" })).total).toBe(0);

    const { curves } = await replayCurves(reader, voted);
    expect(curves.map((curve) => curve.reducer)).toContain("self-consistency");
    const voting = curves.find((curve) => curve.reducer === "self-consistency")?.points ?? [];
    expect(voting.map((point) => point.k)).toEqual([1, 2, 4]);
    expect(voting[0]?.score).toBeCloseTo(scoreOf(pool), 12);
    expect(voting.at(-1)?.score).toBeCloseTo(scoreOf(voted), 12);
    expect((await replayCurves(reader, other)).curves).toEqual([]);

    const lengths = await outcomeLengths(reader, voted);
    expect(lengths.items.map((item) => [item.outcome, item.samples])).toEqual([
      ["correct", 36],
      ["incorrect", 12],
    ]);
    for (const item of lengths.items) {
      expect(item.bins.reduce((sum, bin) => sum + bin.samples, 0)).toBe(item.samples);
      const [low, , middle, , high] = item.quantiles;
      expect(low).toBeLessThanOrEqual(middle);
      expect(middle).toBeLessThanOrEqual(high);
      expect(item.bins[0]?.from).toBeLessThanOrEqual(low);
    }

    const facts = await methodFacts(reader, other);
    expect(facts).toMatchObject({ method: { id: "ppe-plan" }, total: 12 });
    const profile = await behaviours(reader, other);
    expect(profile).toMatchObject({ samples: 12, total: 12 });
    expect(profile.items.map(({ name }) => name)).toHaveLength(9);
    expect(profile.items.find(({ name }) => name === "plain reasoning")).toMatchObject({ share: 1, mean: 1 });
    expect(facts.items[0]).toMatchObject({ outcome: "incorrect", sample: 0, assessments: [] });
  });

  it("keeps a private run from everybody but its team", async () => {
    const { desk, pool } = await filledDesk();
    await using _closed = desk;
    await desk.test.db.update(run).set({ visibility: "private" }).where(eq(run.id, pool));
    for (const read of [outcomeLengths, replayCurves, methodFacts, assessedGrid, behaviours]) {
      await expect(read(desk.platform.anonymous, pool)).rejects.toMatchObject({ code: "not_found" });
      await expect(read(desk.admin, pool)).resolves.toBeDefined();
    }
    await expect(runsGrid(desk.platform.anonymous, [pool])).rejects.toMatchObject({ code: "not_found" });
  });
});
