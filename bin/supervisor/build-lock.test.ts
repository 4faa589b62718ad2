import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withBuildLock } from "./build-lock";

let home = "";
let lock = "";
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "plumbline-build-"));
  lock = path.join(home, "cache", "lock");
});
afterEach(() => rmSync(home, { recursive: true }));

test("two builds at once wait for each other", async () => {
  let under = 0;
  let most = 0;
  const build = async () => {
    under++;
    most = Math.max(most, under);
    await new Promise((resolve) => setImmediate(resolve));
    under--;
  };
  await Promise.all([withBuildLock(lock, build), withBuildLock(lock, build)]);
  expect(most).toBe(1);
});

test("the lock of a killed build is taken, though another process has its id now", async () => {
  await withBuildLock(lock, async () => {});
  for (const left of [JSON.stringify({ pid: process.pid, startedAt: "before" }), String(process.pid)]) {
    writeFileSync(lock, left);
    let built = false;
    await withBuildLock(lock, async () => {
      built = true;
    });
    expect(built).toBe(true);
  }
});
