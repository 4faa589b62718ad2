import { Readable } from "node:stream";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { generateBenchmark } from "@/catalog/bundled";
import { shard } from "@/db/schema";
import { createTraceSubmission } from "@/server/domain/submission";
import { absentTexts } from "@/tests/support/parquet-file";
import { engineRoom } from "./engine-room";

const { problems } = generateBenchmark();

/** The whole file in some hundred bytes: two million rows. */
const heldUp = absentTexts(2_000_000);
const good = Buffer.from(
  problems.map(({ id, gold }) => JSON.stringify({ problem_id: id, sample: 0, response: gold })).join("\n"),
);

it("a file that keeps its reader busy is refused at the first try, with what to do, while the same runner ranks another", async () => {
  await using room = await engineRoom();
  room.runner({ reading: { readingMs: 2_000 } });
  const send = (model: string, bytes: Buffer) =>
    createTraceSubmission(room.admin, { benchmark: "bundled", model }, Readable.from([bytes]));
  const hostile = await send("Hostile", heldUp);
  const other = await send("Other", good);
  const published = await room.reaches(other.submissionId, ["published", "failed"]);
  expect(published.state).toBe("published");
  const refused = await room.reaches(hostile.submissionId, ["failed"]);
  expect(refused.reason).toMatchObject({
    code: "bad_upload",
    message: expect.stringMatching(/could not be read within 2 seconds.*Write the samples as JSON lines/),
    hint: "Correct the file and submit it again.",
    retry: "never",
  });
  const [row] = await room.test.db.select().from(shard).where(eq(shard.submissionId, hostile.submissionId));
  expect(row).toMatchObject({ state: "failed", losses: 0, failureCode: "bad_upload" });
  expect((await room.test.db.select().from(shard)).map(({ losses }) => losses)).not.toContain(1);
});
