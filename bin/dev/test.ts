import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "../root";
import { STATIC_CHECKS } from "./static-checks";
import { runSteps, TOOL_ENV, tool } from "./steps";
import { type Counts, countsOfPlaywright, countsOfVitest, sum } from "./test-counts";

/**
 * `npm test`: static checks, every vitest project, then the journeys in a real browser against a built site.
 * Each runner prints its own lines; the last line is the sum over all of them.
 */
const reports = mkdtempSync(path.join(tmpdir(), "plumbline-test-reports-"));
const env = { ...TOOL_ENV, CI: process.env.CI ?? "true" };

type Run = { env?: Record<string, string>; output?: "shown" | "shown at the end" };

function run(command: string, args: readonly string[], options: Run = {}): Promise<boolean> {
  const kept = options.output === "shown at the end";
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...env, ...options.env },
      stdio: kept ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", () => resolve(false));
    child.once("close", (code) => {
      process.stdout.write(Buffer.concat(chunks));
      resolve(code === 0);
    });
  });
}

async function vitest(name: string, args: readonly string[], options: Run = {}): Promise<Counts> {
  const report = path.join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const ok = await run(tool("vitest"), ["run", "--passWithNoTests", ...reporters, ...args], options);
  return countsOfVitest(report, ok);
}

async function playwright(): Promise<Counts> {
  const report = path.join(reports, "playwright.json");
  const ok = await run(tool("playwright"), ["test", "--pass-with-no-tests", "--reporter=list,json"], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return countsOfPlaywright(report, ok);
}

async function site(): Promise<Counts> {
  const ok = await run(tool("tsx"), ["bin/dev/build-site.ts"]);
  return { passed: 0, failed: ok ? 0 : 1, skipped: 0 };
}

async function checks(): Promise<Counts> {
  const results = await runSteps(STATIC_CHECKS);
  const failed = results.filter((result) => !result.ok).length;
  return { passed: results.length - failed, failed, skipped: 0 };
}

// These wait for minutes and compute nothing, so they run beside everything else.
const waits = vitest("waits", ["--project", "waits"], { output: "shown at the end" });
const parts: Counts[] = [];
parts.push(await checks());
parts.push(
  await vitest("quick", ["--project", "unit", "--project", "database", "--project", "contract"]),
  await vitest("slow", ["--project", "slow"]),
  await site(),
  // Flows start whole platforms: one file at a time on two cores.
  await vitest("flow", ["--project", "flow", "--no-file-parallelism"]),
  await playwright(),
  await waits,
);
rmSync(reports, { recursive: true, force: true });

const total = sum(parts);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
