import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { replayRun } from "@/bin/replay-run";
import { journalFolders } from "@/gpu-runner/replay/journals-of-run";
import { importBenchmark } from "@/server/domain/catalog";
import { createEndpointSubmission } from "@/server/domain/submission";
import { json, type Script, scriptedServer } from "@/tests/support/scripted-server";
import { sentinelBenchmark } from "./desk";
import { engineRoom } from "./engine-room";

const asked = z.object({ seed: z.number().default(0), messages: z.array(z.object({ content: z.string() })) });
const NOTE = "**Conditions:**\n1. a fact\n\n**Question:**\nHow many?";

/** Notes for SIFT, verdicts for Heimdall, numbers otherwise; odd characters as models write them. */
const script: Script = ({ body }, response) => {
  const { seed, messages } = asked.parse(body);
  const text = messages.at(-1)?.content ?? "";
  let content = `π ≈ 3 😀 \\boxed{${seed % 5}}`;
  if (/Write a note|repair the note|Work out which/.test(text)) content = NOTE;
  if (text.includes("Proposed solution")) content = `<verdict>${seed % 2}</verdict>`;
  json(response, 200, {
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 11, completion_tokens: 7 },
  });
};

describe("a run that is done again from its journal", () => {
  it("comes out byte for byte, samples and assessments, and names what a changed journal changes", async () => {
    await using room = await engineRoom();
    await using server = await scriptedServer(script);
    await importBenchmark(room.system, sentinelBenchmark(3));
    const { home, stop } = room.runner();
    const input = { url: server.url, model: "scripted-model", benchmark: "sentinel", samples: 2 };
    const sift = await createEndpointSubmission(room.admin, { ...input, method: "sift" });
    const heimdall = await createEndpointSubmission(room.admin, {
      ...input,
      method: "heimdall",
      params: { votes: 3 },
    });
    const [sifted] = (await room.reaches(sift.submissionId, ["published"])).runs;
    const [pool, judged] = (await room.reaches(heimdall.submissionId, ["published"])).runs;
    await stop();
    const calls = server.calls.length;
    const folders = await journalFolders(home);
    for (const runId of [sifted?.runId, pool?.runId, judged?.runId]) {
      const replay = await replayRun(room.system, { runId: runId ?? "", folders, hosts: [] });
      expect(replay).toEqual({ equal: 6, differing: [], absent: [], faulty: 0 });
    }
    expect(server.calls.length).toBe(calls);

    const file = path.join(folders[0] ?? "", `${pool?.runId}.ndjson`);
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
    await writeFile(file, `${[lines[0]?.replace("😀", "😁"), ...lines.slice(1, -1)].join("\n")}\n`);
    await appendFile(file, '{"torn');
    const changed = await replayRun(room.system, { runId: pool?.runId ?? "", folders, hosts: [] });
    expect(changed).toMatchObject({ equal: 4, differing: [{ what: "trace" }], faulty: 0 });
    expect(changed.absent).toHaveLength(1);
    await expect(
      replayRun(room.system, { runId: pool?.runId ?? "", folders: [], hosts: [] }),
    ).rejects.toThrow("No journal");
  });
});
