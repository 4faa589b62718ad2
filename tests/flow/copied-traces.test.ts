import { expect, it } from "vitest";
import { createAccount } from "@/server/domain/account";
import { importBenchmark } from "@/server/domain/catalog";
import type { Ctx } from "@/server/domain/ctx";
import { getRun } from "@/server/domain/leaderboard";
import { createTraceSubmission } from "@/server/domain/submission";
import { goldOf, sentinelBenchmark, submitterOf } from "./desk";
import { type EngineRoom, engineRoom } from "./engine-room";

const PROBLEMS = 8;

async function teamOf(room: EngineRoom, name: string): Promise<Ctx> {
  const made = await createAccount(room.admin, { name, teamName: `${name}'s team` });
  return { ...room.anonymous, actor: submitterOf(made) };
}

/** A file of one sample a problem, whose answers are long unless told otherwise; gives the published run. */
async function published(room: EngineRoom, who: Ctx, writer: (index: number) => string, isPrivate = false) {
  const lines = Array.from({ length: PROBLEMS }, (_, index) =>
    JSON.stringify({
      problem_id: `p${index}`,
      sample: 0,
      response: `${writer(index)} \\boxed{${goldOf(index)}}`,
    }),
  );
  const { submissionId } = await createTraceSubmission(
    who,
    {
      benchmark: "sentinel",
      model: `model ${Math.random()}`,
      filename: "t.jsonl",
      visibility: isPrivate ? "private" : "public",
    },
    (async function* () {
      yield Buffer.from(lines.join("\n"));
    })(),
  );
  const view = await room.reaches(submissionId, ["published"]);
  const runId = view.runs[0]?.runId ?? "";
  return { runId, copied: (await getRun(who, runId)).copied };
}

it("an uploaded run says that an earlier public one of another team has the same records, and nothing else does", async () => {
  await using room = await engineRoom();
  await importBenchmark(room.system, sentinelBenchmark(PROBLEMS));
  room.runner();
  const [ada, bob, eve] = [await teamOf(room, "Ada"), await teamOf(room, "Bob"), await teamOf(room, "Eve")];
  const thought = (who: string) => (index: number) =>
    `${who} thinks of problem ${index}: ${"because ".repeat(60)}`;
  const hidden = await published(room, eve, thought("Eve"), true);
  const first = await published(room, ada, thought("Ada"));
  expect([hidden.copied, first.copied]).toEqual([null, null]);
  // The same team again, another team's own work, and short answers that everybody gives.
  expect((await published(room, ada, thought("Ada"))).copied).toBeNull();
  expect((await published(room, bob, thought("Bob"))).copied).toBeNull();
  expect((await published(room, bob, () => "")).copied).toBeNull();
  expect((await published(room, eve, () => "")).copied).toBeNull();
  // All but two taken over.
  const mixed = (index: number) => thought(index < 2 ? "Bob himself" : "Ada")(index);
  expect((await published(room, bob, mixed)).copied).toEqual({ runId: first.runId, samples: PROBLEMS - 2 });
  // A copy of what is private tells nothing of it.
  expect((await published(room, bob, thought("Eve"))).copied).toBeNull();
}, 120_000);
