import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import type { VerifyCase } from "@/verify";
import type { Judged } from "./verify-figures";

export type PeerAnswer = { version: string; judged: Judged[]; verdictsPerCpuSecond: number; late: number };

const answerSchema = z.object({
  equal: z.record(z.string(), z.boolean().nullable()),
  cpuSeconds: z.number(),
  ms: z.array(z.number()),
  late: z.number(),
});

const LIMIT_MS = 20 * 60_000;

/** Asks Math-Verify about cases, in a Python process of its own; `null` where no Python here has it. */
export function askPeer(cases: readonly VerifyCase[]): PeerAnswer | null {
  const python = process.env.PLUMBLINE_PYTHON ?? "python3";
  const version = spawnSync(
    python,
    ["-c", "import math_verify, importlib.metadata as m; print(m.version('math-verify'))"],
    { encoding: "utf8" },
  );
  if (version.status !== 0) return null;
  const folder = mkdtempSync(path.join(tmpdir(), "bench-peer-"));
  try {
    const file = path.join(folder, "cases.json");
    writeFileSync(file, JSON.stringify(cases));
    const script = path.join(import.meta.dirname, "verify-peer.py");
    const run = spawnSync(python, [script, file], {
      encoding: "utf8",
      timeout: LIMIT_MS,
      maxBuffer: 256 * 1024 * 1024,
    });
    if (run.status !== 0) throw new Error(`Math-Verify ended with ${run.status}: ${run.stderr.slice(-400)}`);
    const answer = answerSchema.parse(JSON.parse(run.stdout.trim().split("\n").at(-1) ?? ""));
    const judged = cases.map(
      (each, i): Judged => ({ each, equal: answer.equal[each.id] ?? null, ms: answer.ms[i] ?? 0 }),
    );
    return {
      version: version.stdout.trim(),
      judged,
      verdictsPerCpuSecond: Math.round(cases.length / answer.cpuSeconds),
      late: answer.late,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
