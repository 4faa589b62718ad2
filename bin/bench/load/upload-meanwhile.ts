import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Remote } from "../../remote";
import { sendFile } from "../../send-file";
import { benchBenchmark, writeTraceFile } from "../ingest/trace-file";

const stateSchema = z.object({ state: z.string() });
/** About 20 MB. */
const SAMPLES = 18_000;
const RESPONSE_BYTES = 1_000;
const LOOK_EVERY_MS = 500;
const PUBLISHED_WITHIN_MS = 600_000;

export type Uploaded = { megabytes: number; uploadSeconds: number; publishedSeconds: number };

/** Writes a trace file of about 20 MB and brings its benchmark; `send` uploads it and waits until its run stands on the board. */
export async function prepareUpload(remote: Remote): Promise<{ send(): Promise<Uploaded>; remove(): void }> {
  const folder = mkdtempSync(path.join(tmpdir(), "plumbline-load-upload-"));
  const file = path.join(folder, "traces.jsonl");
  await writeTraceFile(file, SAMPLES, RESPONSE_BYTES);
  const { card, problems } = benchBenchmark;
  await remote.json(`/api/v1/benchmarks/${card.slug}/import`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: [{ card }, ...problems].map((line) => JSON.stringify(line)).join("\n"),
  });
  return {
    send: () => send(remote, file, card.slug),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function send(remote: Remote, file: string, benchmark: string): Promise<Uploaded> {
  const { size: bytes } = statSync(file);
  const start = performance.now();
  const seconds = () => Number(((performance.now() - start) / 1000).toFixed(1));
  const id = await sendFile({
    path: file,
    bytes,
    endpoint: `${remote.server}/api/v1/uploads`,
    headers: remote.headers,
    fields: { benchmark, model: `uploaded under load ${Date.now()}`, filename: "traces.jsonl" },
    onProgress: () => {},
  });
  const uploadSeconds = seconds();
  for (;;) {
    const { state } = stateSchema.parse(await remote.json(`/api/v1/submissions/${id}`));
    if (state === "published")
      return { megabytes: Number((bytes / 1e6).toFixed(1)), uploadSeconds, publishedSeconds: seconds() };
    if (["failed", "withdrawn", "needs_decision"].includes(state) || seconds() * 1000 > PUBLISHED_WITHIN_MS)
      throw new Error(`the upload under load is ${state}`);
    await delay(LOOK_EVERY_MS);
  }
}
