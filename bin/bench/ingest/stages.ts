import { createReadStream } from "node:fs";
import type { JudgedProblem } from "@/contracts/runner";
import { readTraces } from "@/formats";
import { goodLines } from "@/gpu-runner/ingest/good-lines";
import { UploadReaders } from "@/gpu-runner/ingest/reading/upload-readers";
import { storeUpload } from "@/gpu-runner/ingest/store-upload";
import { VerifierPool } from "@/verify/pool";
import { benchBenchmark } from "./trace-file";

/** Seconds of one pass over a file: parsing in this process; matching beside it; reading in another process and judging. */
export type Passes = { parseSeconds: number; matchSeconds: number; verifySeconds: number };

export async function measurePasses(file: string): Promise<Passes> {
  const parse = await seconds(async () => {
    for await (const _ of readTraces(createReadStream(file))) void _;
  });
  const match = await seconds(async () => {
    for await (const _ of goodLines(createReadStream(file), problems())) void _;
  });
  const pool = new VerifierPool();
  const readers = new UploadReaders();
  const verify = await seconds(() => {
    const lines = readers.lines(createReadStream(file), problems());
    return storeUpload(lines, problems(), { policies: {}, pool }, async () => {});
  });
  await Promise.all([pool.close(), readers.close()]);
  return {
    parseSeconds: parse,
    matchSeconds: Math.max(0, match - parse),
    verifySeconds: Math.max(0, verify - match),
  };
}

function problems(): Map<string, JudgedProblem> {
  return new Map(
    benchBenchmark.problems.map(({ id, statement, gold }) => [
      id,
      {
        id,
        statement,
        gold,
        images: [],
        options: null,
        answerKind: "integer",
        level: null,
        judging: null,
        aliases: [],
      },
    ]),
  );
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
