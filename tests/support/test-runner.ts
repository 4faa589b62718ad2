import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Log } from "@/contracts/platform";
import type { JudgedProblem, Report } from "@/contracts/runner";
import { Secret } from "@/contracts/secret";
import { type RunnerOptions, startRunner } from "@/gpu-runner/main";
import { verifierKey } from "@/verify";

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
export const LIMITS = {
  firstTokenMs: 20_000,
  stallMs: 20_000,
  totalMs: 60_000,
  attempts: 2,
  backoffMs: 1,
  maxBackoffMs: 100,
};

/** A runner's folder that goes with the test. */
export async function home() {
  const at = await mkdtemp(path.join(tmpdir(), "runner-"));
  return { at, [Symbol.asyncDispose]: () => rm(at, { recursive: true, force: true }) };
}

/** A real runner against a server, stopped at the end of the block. */
export function runner(server: string, at: string, options: Partial<RunnerOptions> = {}) {
  const controller = new AbortController();
  const ended = startRunner({
    server,
    token: new Secret("pl_runner"),
    name: "test",
    home: at,
    limits: LIMITS,
    drainMs: 2_000,
    log: silent,
    signal: controller.signal,
    ...options,
  });
  return {
    ended,
    async [Symbol.asyncDispose]() {
      controller.abort();
      await ended.catch(() => {});
    },
  };
}

export const asked = (id: string) => ({
  id,
  statement: `What is ${id}?`,
  images: [],
  options: null,
  answerKind: "integer" as const,
  level: null,
});

export const judged = (id: string, gold = "4"): JudgedProblem => ({
  ...asked(id),
  gold,
  judging: null,
  aliases: [],
});
export const VERIFIER = { key: verifierKey({}), policies: {} };
export const samplesOf = (reports: readonly Report[]) => reports.flatMap((report) => report.samples);
export const failureOf = (reports: readonly Report[]) => reports.at(-1)?.failure;
