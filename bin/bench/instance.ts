import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { placeFolder } from "@/db/embedded/place";
import { openRemote, type Remote } from "../remote";
import { ROOT } from "../root";
import { freePort } from "../supervisor/ports";

/** Long enough for a build of the site on a busy machine. */
const READY_WITHIN_MS = 300_000;

/** A whole platform of its own, as `plumbline start` runs it, in a fresh home that is taken away afterwards. */
export type Instance = { home: string; remote: Remote; stop(): Promise<void> };

export async function startInstance(): Promise<Instance> {
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-bench-"));
  const remove = () => {
    rmSync(placeFolder(home), { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  };
  const instance = await startOn(home).catch((error: unknown) => {
    remove();
    throw error;
  });
  return { ...instance, stop: () => instance.stop().finally(remove) };
}

/** The same on a home that is there and stays; `settings` are variables of its environment. */
export async function startOn(home: string, settings: Record<string, string> = {}): Promise<Instance> {
  const port = await freePort();
  // What the caller's shell has set for its own instance must not reach this one.
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(DATABASE_URL|POSTGRES_|INNGEST_|PLUMBLINE_|PORT$)/.test(name),
  );
  const child = spawn(
    process.execPath,
    [path.join(ROOT, "bin", "plumbline.js"), "start", "--no-demonstration", "--port", String(port)],
    {
      env: { ...Object.fromEntries(own), NODE_ENV: "production", PLUMBLINE_HOME: home, ...settings },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const stop = () => ended(child);
  try {
    await ready(child);
  } catch (error) {
    await stop();
    throw error;
  }
  const key = readFileSync(path.join(home, "admin.key"), "utf8").trim();
  return { home, remote: openRemote({ server: `http://127.0.0.1:${port}`, key }), stop };
}

async function ready(child: ChildProcess): Promise<void> {
  let output = "";
  const keep = (chunk: Buffer) => {
    output += chunk.toString("utf8");
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const until = Date.now() + READY_WITHIN_MS;
  while (!output.includes("Sign in once")) {
    if (child.exitCode !== null) throw new Error(`plumbline start ended:\n${output}`);
    if (Date.now() > until) throw new Error(`plumbline start was not ready in time:\n${output}`);
    await delay(100);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const over = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await over;
}
