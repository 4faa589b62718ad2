import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../root";
import { withBuildLock } from "./build-lock";
import { lastLines } from "./log-tail";
import { siteSourcesHash } from "./site-sources";

const STAMP = path.join(ROOT, ".next", "plumbline-sources");
const LOCK = path.join(ROOT, "node_modules", ".cache", "plumbline-site-build");
const PROGRESS_EVERY_MS = 10_000;

function nextCommand(): string {
  return path.join(ROOT, "node_modules", "next", "dist", "bin", "next");
}

/** Builds the site where its sources differ from those of the last build. Two starts at once build once. */
export async function buildSite(options: {
  home: string;
  say: (line: string) => void;
  signal?: AbortSignal;
}): Promise<void> {
  if (isFresh()) return;
  await withBuildLock(LOCK, async () => {
    if (isFresh()) return;
    const hash = siteSourcesHash();
    const started = Date.now();
    options.say("Building the site (only when its sources changed; about a minute on two cores)");
    const progress = setInterval(
      () => options.say(`  still building, ${Math.round((Date.now() - started) / 1000)} s`),
      PROGRESS_EVERY_MS,
    );
    try {
      rmSync(STAMP, { force: true });
      await runBuild(path.join(options.home, "logs", "build.log"), options.signal);
    } finally {
      clearInterval(progress);
    }
    writeFileSync(STAMP, hash);
    options.say(`The site is built (${Math.round((Date.now() - started) / 1000)} s)`);
  });
}

function isFresh(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === siteSourcesHash();
}

function runBuild(logPath: string, signal: AbortSignal | undefined): Promise<void> {
  mkdirSync(path.dirname(logPath), { recursive: true });
  const log = openSync(logPath, "w");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [nextCommand(), "build"], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", log, log],
      ...(signal ? { signal } : {}),
    });
    closeSync(log);
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The site could not be built (${logPath}):\n${lastLines(logPath, 25)}`));
    });
  });
}
