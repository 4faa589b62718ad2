import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "@/bin/supervisor/ports";
import { placeFolder } from "@/db/embedded/place";
import { runningPostmaster, stopPostmaster } from "@/db/embedded/postmaster";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COMMAND = path.join(ROOT, "bin", "plumbline.js");
/** Long enough for a build of the site on a busy machine. */
const READY_WITHIN_MS = 280_000;
const STOP_WITHIN_MS = 45_000;

export type PlatformOptions = {
  home?: string;
  port?: number;
  /** Whether the first start queues the demonstration; it does not unless asked. */
  demonstration?: boolean;
  env?: Record<string, string>;
};

/** A whole platform of its own: `plumbline start` with its own home and port. */
export type RunningPlatform = {
  home: string;
  port: number;
  origin: string;
  pid: number;
  adminKey: string;
  /** Signs one browser in, once. */
  signInUrl: string;
  /** Milliseconds from the command to the line that says it is ready. */
  output(): string;
  /** SIGTERM, as Ctrl-C does; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** kill -9 of the supervisor alone: its children go on as orphans. */
  killSupervisor(): Promise<void>;
};

/** A fresh home below the temporary folder; `removeHome` takes it away with the database that belongs to it. */
export function createHome(): string {
  return mkdtempSync(path.join(tmpdir(), "plumbline-home-"));
}

export async function removeHome(home: string): Promise<void> {
  if (!existsSync(home)) return;
  const place = placeFolder(home);
  const postmaster = runningPostmaster(path.join(place, "data"));
  if (postmaster) await stopPostmaster(postmaster.pid);
  rmSync(place, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}

/** Runs any plumbline command to its end. */
export async function runCommand(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const child = launch(args, env);
  const output = collect(child);
  const code = await ended(child);
  return { code, output: output() };
}

/** Starts a platform and waits until it says that it is ready; throws with its output where it ends before. */
export async function startPlatform(options: PlatformOptions = {}): Promise<RunningPlatform> {
  const home = options.home ?? createHome();
  const port = options.port ?? (await freePort());
  const started = Date.now();
  const flags = options.demonstration ? [] : ["--no-demonstration"];
  const child = launch(["start", "--port", String(port), ...flags], { PLUMBLINE_HOME: home, ...options.env });
  const output = collect(child);
  const end = ended(child);
  let over = false;
  void end.then(() => {
    over = true;
  });
  let signInUrl: string | undefined;
  while (signInUrl === undefined) {
    if (over) throw new Error(`plumbline start ended:\n${output()}`);
    if (Date.now() - started > READY_WITHIN_MS) {
      child.kill("SIGTERM");
      throw new Error(`plumbline start was not ready in time:\n${output()}`);
    }
    await delay(50);
    signInUrl = /Sign in once[^:]*: (\S+)/.exec(output())?.[1];
  }
  return {
    home,
    port,
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    adminKey: readFileSync(path.join(home, "admin.key"), "utf8").trim(),
    signInUrl,
    output,
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
      const code = await end;
      clearTimeout(timer);
      return code;
    },
    async killSupervisor() {
      child.kill("SIGKILL");
      await end;
    },
  };
}

/** The noisy solver as an endpoint to submit; solves the bundled problems with a declared error rate. */
export async function startSolver(
  errorRate = 0.3,
): Promise<{ url: string; port: number; stop(): Promise<void> }> {
  const port = await freePort();
  const child = launch(["serve-solver", "--port", String(port), "--error-rate", String(errorRate)], {});
  const output = collect(child);
  const end = ended(child);
  const until = Date.now() + 30_000;
  while (!(await answers(`http://127.0.0.1:${port}/v1/models`))) {
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`serve-solver did not start:\n${output()}`);
    await delay(50);
  }
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    async stop() {
      child.kill("SIGTERM");
      await end;
    },
  };
}

function launch(args: readonly string[], env: Record<string, string>): ChildProcess {
  // What the caller's shell has set for its own instance must not reach the one under test.
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(DATABASE_URL|POSTGRES_|INNGEST_|PLUMBLINE_|PORT$|NODE_ENV$|VITEST)/.test(name),
    ),
  );
  return spawn(process.execPath, [COMMAND, ...args], {
    env: { ...clean, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function collect(child: ChildProcess): () => string {
  let text = "";
  const keep = (chunk: Buffer) => {
    text += chunk.toString("utf8");
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return () => text;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code));
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
