import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { processorSeconds } from "./processes";

type Line = { problem_id: string; sample: number; response: string; completion_tokens: number };

/**
 * Seconds that this machine needs at least for the same file: reading it with JSON.parse, and COPY of the same rows; and the
 * processor seconds of both, here and in the database.
 */
export type Floor = { parseSeconds: number; copySeconds: number; processorSeconds: number };

export async function measureFloor(file: string, databaseUrl: string, postgres: number): Promise<Floor> {
  const parseStart = performance.now();
  for await (const line of linesOf(file)) JSON.parse(line);
  const parseSeconds = (performance.now() - parseStart) / 1000;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      "create table bench_floor (run_id text, problem_id text, sample_index integer, tokens integer, outcome text, response text, primary key (run_id, problem_id, sample_index))",
    );
    const before = ownSeconds() + processorSeconds(postgres);
    const copyStart = performance.now();
    await pipeline(Readable.from(copyLines(file)), client.query(copyFrom("copy bench_floor from stdin")));
    // The same rows without parsing cost this much less.
    const copySeconds = Math.max(0.001, (performance.now() - copyStart) / 1000 - parseSeconds);
    const used = ownSeconds() + processorSeconds(postgres) - before;
    await client.query("drop table bench_floor");
    return { parseSeconds, copySeconds, processorSeconds: used };
  } finally {
    await client.end();
  }
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const linesOf = (file: string) =>
  createInterface({
    input: createReadStream(file, { highWaterMark: 1024 ** 2 }),
    crlfDelay: Number.POSITIVE_INFINITY,
  });

async function* copyLines(file: string): AsyncGenerator<string> {
  let buffer = "";
  for await (const line of linesOf(file)) {
    const row: Line = JSON.parse(line);
    const text = row.response.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
    buffer += `run\t${row.problem_id}\t${row.sample}\t${row.completion_tokens}\tcorrect\t${text}\n`;
    if (buffer.length < 65_536) continue;
    yield buffer;
    buffer = "";
  }
  yield buffer;
}
