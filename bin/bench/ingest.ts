import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { eq, sql } from "drizzle-orm";
import { run, shard, submission, team } from "@/db/schema";
import { sendFile } from "../send-file";
import { measureFloor } from "./ingest/floor";
import { ADMIN_KEY, type Platform, startPlatform } from "./ingest/platform";
import { largestChildMegabytes, processorSeconds } from "./ingest/processes";
import { measurePasses } from "./ingest/stages";
import { writeTraceFile } from "./ingest/trace-file";
import { load, machine, record } from "./record";

/**
 * From a file to a ranked row: uploads files of several sizes to a platform of its own and measures samples per second, peak
 * memory, bytes stored to received and where the time goes, beside the floor of the same machine in the same run.
 */
const { values: flags } = parseArgs({
  options: {
    samples: { type: "string", default: "10000,100000,1000000" },
    "response-bytes": { type: "string", default: "1000" },
    "no-record": { type: "boolean", default: false },
  },
});

const sizes = flags.samples.split(",").map(Number);
const responseBytes = Number(flags["response-bytes"]);
/** Samples of the upload before the one that is measured: programs are compiled and threads started in it. */
const WARM_UP = 2_000;
const round = (value: number, digits = 2) => Number(value.toFixed(digits));

async function measure(samples: number, folder: string) {
  const file = path.join(folder, "traces.jsonl");
  const platform = await startPlatform();
  try {
    await writeTraceFile(file, WARM_UP, responseBytes, 987_654_321);
    await published(platform, await send(platform, file, "warm up"));
    await writeTraceFile(file, samples, responseBytes);
    const bytes = statSync(file).size;
    const floor = await measureFloor(file, platform.postgres.url, platform.postgres.pid);
    const before = await databaseBytes(platform);
    const processorBefore = processorOf(platform);
    const start = performance.now();
    const submissionId = await send(platform, file, `bench ${samples}`);
    const uploadSeconds = (performance.now() - start) / 1000;
    await published(platform, submissionId);
    const totalSeconds = (performance.now() - start) / 1000;
    const times = await stageSeconds(platform, submissionId);
    const processor = usedSince(platform, processorBefore);
    const stored = (await databaseBytes(platform)) - before;
    const peakMegabytes = {
      runner: platform.runner.peakMegabytes(),
      reader: largestChildMegabytes(platform.runner.pid),
      routes: platform.app.peakMegabytes(),
      databaseSession: largestChildMegabytes(platform.postgres.pid),
    };
    const passes = await measurePasses(file);
    const floorSeconds = floor.parseSeconds + floor.copySeconds;
    return {
      samples,
      megabytes: round(bytes / 1e6, 1),
      samplesPerSecond: Math.round(samples / totalSeconds),
      floorSamplesPerSecond: Math.round(samples / floorSeconds),
      ofFloor: round(floorSeconds / totalSeconds, 3),
      seconds: {
        total: round(totalSeconds),
        upload: round(uploadSeconds),
        ...times,
        floorParse: round(floor.parseSeconds),
        floorCopy: round(floor.copySeconds),
      },
      processorSeconds: { ...processor, floor: round(floor.processorSeconds) },
      ofFloorByProcessor: round(floor.processorSeconds / processor.total, 3),
      onePass: {
        parse: round(passes.parseSeconds),
        match: round(passes.matchSeconds),
        verify: round(passes.verifySeconds),
      },
      storedToReceived: round(stored / bytes, 3),
      peakMegabytes,
    };
  } finally {
    await platform.stop();
    rmSync(file, { force: true });
  }
}

const send = (platform: Platform, file: string, model: string) =>
  sendFile({
    path: file,
    bytes: statSync(file).size,
    endpoint: `${platform.origin}/api/v1/uploads`,
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
    fields: { benchmark: "ingest-bench", model, filename: "traces.jsonl" },
    onProgress: () => {},
  });

const processorOf = (platform: Platform) => ({
  runner: processorSeconds(platform.runner.pid),
  routes: processorSeconds(platform.app.pid),
  workflow: processorSeconds(platform.executor.pid),
  database: processorSeconds(platform.postgres.pid),
});

function usedSince(platform: Platform, before: ReturnType<typeof processorOf>) {
  const now = processorOf(platform);
  const runner = round(now.runner - before.runner);
  const routes = round(now.routes - before.routes);
  const workflow = round(now.workflow - before.workflow);
  const database = round(now.database - before.database);
  return { total: round(runner + routes + workflow + database), runner, routes, workflow, database };
}

async function published(platform: Platform, submissionId: string): Promise<void> {
  for (;;) {
    const [row] = await platform.database.db.select().from(submission).where(eq(submission.id, submissionId));
    if (row?.state === "published") return;
    if (row === undefined || ["failed", "withdrawn", "needs_decision"].includes(row.state))
      throw new Error(`the submission is ${row?.state}: ${row?.reasonMessage}`);
    await delay(50);
  }
}

/** Seconds of the two readings of the file by the runner, of scoring and ranking, and of waiting between them. */
async function stageSeconds(platform: Platform, submissionId: string) {
  const { db } = platform.database;
  const shards = await db.select().from(shard).where(eq(shard.submissionId, submissionId));
  const [ran] = await db.select().from(run).where(eq(run.submissionId, submissionId));
  const of = (pass: string) => shards.find(({ work }) => work.kind === "ingest" && work.pass === pass);
  const lasted = (pass: string) => {
    const row = of(pass);
    return ((row?.doneAt?.getTime() ?? 0) - (row?.leasedAt?.getTime() ?? 0)) / 1000;
  };
  const storedAt = of("store")?.doneAt?.getTime() ?? 0;
  return {
    check: round(lasted("check")),
    store: round(lasted("store")),
    scoreAndRank: round(((ran?.publishedAt?.getTime() ?? 0) - storedAt) / 1000),
  };
}

async function databaseBytes(platform: Platform): Promise<number> {
  const [row] = await platform.database.db
    .select({ size: sql<number>`pg_database_size(current_database())`.mapWith(Number) })
    .from(team);
  return row?.size ?? 0;
}

async function main(): Promise<void> {
  const before = load();
  const folder = mkdtempSync(path.join(tmpdir(), "plumbline-ingest-file-"));
  const results: Awaited<ReturnType<typeof measure>>[] = [];
  try {
    for (const samples of sizes) {
      results.push(await measure(samples, folder));
      console.log(JSON.stringify(results.at(-1), null, 2));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [first, last] = [results.at(0), results.at(-1)];
  const growthExponent =
    first === undefined || last === undefined || first === last
      ? null
      : round(Math.log(last.seconds.total / first.seconds.total) / Math.log(last.samples / first.samples));
  console.log(`growth exponent of the whole way: ${growthExponent ?? "needs two sizes"}`);
  if (flags["no-record"]) return;
  record("ingest", {
    command: `npm run bench:ingest -- --samples ${flags.samples}`,
    machine: machine(before),
    responseBytes,
    warmUpSamples: WARM_UP,
    growthExponent,
    results,
  });
}

await main();
