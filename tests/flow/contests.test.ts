import { describe, expect, it } from "vitest";
import { contestInputSchema } from "@/contracts/contest";
import type { Ctx } from "@/server/domain/ctx";
import { contestVerdict, listContests } from "@/server/domain/leaderboard";
import { verifyCase } from "@/verify";
import { goldOf, openDesk } from "./desk";
import { evaluate } from "./evaluate";

const contest = (ctx: Ctx, input: Record<string, unknown>) =>
  contestVerdict(ctx, contestInputSchema.parse({ reason: "The answer in the box is right.", ...input }));

describe("contested verdicts", () => {
  it("are recorded for signed-in people only, once each and with a reason, and come back as cases", async () => {
    await using desk = await openDesk({ problems: 12 });
    const { runIds } = await desk.submit();
    const id = runIds[0] ?? "";
    await evaluate(desk, runIds, (problemId) => problemId !== "p3");
    const right = { id, problem: "p1", sample: 0, shouldBe: "incorrect" };
    const wrong = { id, problem: "p3", sample: 1, shouldBe: "correct" };

    await expect(contest(desk.platform.as({ type: "anonymous" }), wrong)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(contest(desk.untrusted, wrong)).rejects.toMatchObject({ code: "forbidden" });
    await expect(contest(desk.admin, { ...wrong, sample: 9 })).rejects.toMatchObject({ code: "not_found" });
    await expect(contest(desk.admin, { ...wrong, shouldBe: "incorrect" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(contestInputSchema.safeParse({ ...wrong, reason: "   short   " }).success).toBe(false);
    expect(contestInputSchema.safeParse({ ...wrong, reason: "x".repeat(1_001) }).success).toBe(false);

    const { contestId } = await contest(desk.admin, wrong);
    await contest(desk.admin, right);
    await expect(contest(desk.admin, wrong)).rejects.toMatchObject({
      code: "conflict",
      message: "You have contested this verdict before.",
    });

    await expect(listContests(desk.untrusted)).rejects.toMatchObject({ code: "forbidden" });
    const listed = await listContests(desk.admin);
    expect(listed).toHaveLength(2);
    const one = listed.find((item) => item.id === contestId);
    expect(one).toMatchObject({ problemId: "p3", sample: 1, outcome: "incorrect", shouldBe: "correct" });
    expect(one?.case).toMatchObject({ gold: String(goldOf(3)), mode: "text", expected: true });
    // The exported case can be judged as it is.
    if (one?.case) expect(verifyCase({ ...one.case, opts: undefined }).equal).toBe(false);
  });

  it("are limited to 50 a day for one account", async () => {
    await using desk = await openDesk({ problems: 30 });
    const { runIds } = await desk.submit();
    const id = runIds[0] ?? "";
    await evaluate(desk, runIds, () => true);
    const place = (index: number) => ({
      id,
      problem: `p${index >> 1}`,
      sample: index % 2,
      shouldBe: "incorrect",
    });
    for (let index = 0; index < 50; index++) await contest(desk.admin, place(index));
    await expect(contest(desk.admin, place(50))).rejects.toMatchObject({ code: "quota_exceeded" });
    desk.platform.advance(24 * 3_600_000 + 1_000);
    await contest(desk.admin, place(50));
  });
});
