import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { placeFolder } from "@/db/embedded/place";
import { runningPostmaster, stopPostmaster } from "@/db/embedded/postmaster";
import { ROOT } from "../../root";
import { freePort } from "../../supervisor/ports";

const READY_WITHIN_MS = 300_000;
const COMMAND = path.join(ROOT, "bin", "plumbline.js");
const CLOCK = path.join(ROOT, "bin", "bench", "faults", "clock.mjs");

export type Part = "web" | "executor" | "runner";
const lockSchema = z.object({ children: z.record(z.string(), z.object({ pid: z.number().int() })) });

const opened = new Set<Platform>();

/** Stops and removes every platform that is still there. */
export async function removeAll(): Promise<void> {
  await Promise.all([...opened].map((platform) => platform.remove().catch(() => {})));
}

/** A platform as `plumbline start` runs it, whose parts can be killed one by one. */
export class Platform {
  readonly home: string;
  readonly port: number;
  #supervisor: ChildProcess | null = null;
  #output = "";
  #runners: ChildProcess[] = [];

  constructor(home: string, port: number) {
    this.home = home;
    this.port = port;
  }

  static async open(home = mkdtempSync(path.join(tmpdir(), "plumbline-faults-"))): Promise<Platform> {
    const platform = new Platform(home, await freePort());
    opened.add(platform);
    await platform.start();
    return platform;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get adminKey(): string {
    return readFileSync(path.join(this.home, "admin.key"), "utf8").trim();
  }

  /** File that sets the clocks of this platform's processes, by part. */
  get clockFile(): string {
    return path.join(this.home, "clock.json");
  }

  /** Starts the supervisor and waits until everything is up; also after a kill. */
  async start(): Promise<void> {
    this.#output = "";
    const child = this.#spawn(["start", "--no-demonstration", "--port", String(this.port)]);
    this.#supervisor = child;
    const keep = (chunk: Buffer) => {
      this.#output += chunk.toString("utf8");
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    const until = Date.now() + READY_WITHIN_MS;
    while (!this.#output.includes("Sign in once")) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`plumbline start ended:\n${this.#output}`);
      if (Date.now() > until) throw new Error(`plumbline start was not ready in time:\n${this.#output}`);
      await delay(50);
    }
  }

  /** One more runner with the token of the supervisor's own. */
  addRunner(name: string, home: string): void {
    const token = readFileSync(path.join(this.home, "runner.key"), "utf8").trim();
    const args = ["runner", "--server", this.origin, "--name", name];
    this.#runners.push(this.#spawn(args, { PLUMBLINE_HOME: home, PLUMBLINE_RUNNER_TOKEN: token }));
  }

  async stopRunners(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => ended(runner, "SIGTERM")));
    this.#runners = [];
  }

  /** Process ids of a part now; null while it is down. */
  pidOf(part: Part): number | null {
    const lock = lockSchema.parse(JSON.parse(readFileSync(path.join(this.home, "supervisor.json"), "utf8")));
    return lock.children[part]?.pid ?? null;
  }

  signal(part: Part, signal: NodeJS.Signals): void {
    const pid = this.pidOf(part);
    if (pid !== null) process.kill(pid, signal);
  }

  killPostgres(): void {
    const postmaster = runningPostmaster(path.join(placeFolder(this.home), "data"));
    if (postmaster !== null) process.kill(postmaster.pid, "SIGKILL");
  }

  /** kill -9 of the supervisor alone: what it started goes on. */
  async killSupervisor(): Promise<void> {
    if (this.#supervisor !== null) await ended(this.#supervisor, "SIGKILL");
  }

  /** Ctrl-C. */
  async stop(): Promise<void> {
    await this.stopRunners();
    if (this.#supervisor !== null) await ended(this.#supervisor, "SIGTERM");
  }

  /** True while the supervisor lives; it ends by itself where a part ended too often. */
  get lives(): boolean {
    return this.#supervisor?.exitCode === null && this.#supervisor.signalCode === null;
  }

  /** Ctrl-C, and an end to the database where it goes on by itself. */
  async end(): Promise<void> {
    await this.stop();
    const postmaster = runningPostmaster(path.join(placeFolder(this.home), "data"));
    if (postmaster !== null) await stopPostmaster(postmaster.pid);
  }

  async remove(): Promise<void> {
    opened.delete(this);
    await this.end();
    rmSync(placeFolder(this.home), { recursive: true, force: true });
    rmSync(this.home, { recursive: true, force: true });
  }

  #spawn(args: string[], env: Record<string, string> = {}): ChildProcess {
    // What the caller's shell has set for its own instance must not reach this one.
    const own = Object.entries(process.env).filter(
      ([name]) => !/^(DATABASE_URL|POSTGRES_|INNGEST_|PLUMBLINE_|PORT$|NODE_OPTIONS$)/.test(name),
    );
    return spawn(process.execPath, [COMMAND, ...args], {
      env: {
        ...Object.fromEntries(own),
        NODE_ENV: "production",
        NODE_OPTIONS: `--import=${CLOCK}`,
        PLUMBLINE_BENCH_CLOCK: this.clockFile,
        PLUMBLINE_HOME: this.home,
        PLUMBLINE_RATE_FACTOR: "100",
        PLUMBLINE_FIRST_TOKEN_SECONDS: "15",
        PLUMBLINE_STALL_SECONDS: "10",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await over;
}
