import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "./lock";
import { identify, isSameProcess } from "./process-identity";

let home = "";
let child: ChildProcess;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "plumbline-lock-"));
  child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
});
afterEach(() => {
  child.kill("SIGKILL");
  rmSync(home, { recursive: true });
});

const take = (said: string[] = []) =>
  takeLock({ home, address: "http://127.0.0.1:1", say: (line) => said.push(line) });

function lockFile(supervisor: unknown, children: Record<string, unknown>): void {
  writeFileSync(
    path.join(home, "supervisor.json"),
    JSON.stringify({ supervisor, address: "http://127.0.0.1:1", children }),
  );
}

test("refuses a home on which another supervisor lives", async () => {
  lockFile(identify(child.pid ?? 0), {});
  await expect(take()).rejects.toThrow(/already runs/);
});

test("stops what a killed supervisor left, and only that", async () => {
  const orphan = identify(child.pid ?? 0);
  if (!orphan) throw new Error("the child did not start");
  const dead = { pid: 2 ** 22 - 1, startedAt: "0" };
  // The same id with another start time is somebody else's process.
  lockFile(dead, { web: { pid: process.pid, startedAt: "another time" }, runner: orphan });
  const said: string[] = [];
  await take(said);
  expect(isSameProcess(orphan)).toBe(false);
  expect(said.join()).toContain("runner");
  expect(said.join()).not.toContain("web");
});

test("a cut lock file names nobody", async () => {
  writeFileSync(path.join(home, "supervisor.json"), '{"supervisor": {"pi');
  await take();
});

test("goes on where its file cannot be written, and says so", async () => {
  const said: string[] = [];
  const lock = await take(said);
  // Stands in for a full disk.
  mkdirSync(path.join(home, "supervisor.json.new"));
  lock.remember("web", child.pid ?? 0);
  lock.forget("web");
  expect(said).toHaveLength(2);
});

test("remembers children and releases", async () => {
  const lock = await take();
  lock.remember("web", child.pid ?? 0);
  expect(readFileSync(path.join(home, "supervisor.json"), "utf8")).toContain(String(child.pid));
  lock.forget("web");
  lock.release();
  expect(existsSync(path.join(home, "supervisor.json"))).toBe(false);
});
