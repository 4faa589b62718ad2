import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { endProcess, identify, isSameProcess } from "./process-identity";

test("a process is the same while it lives, and not another one with its id", () => {
  const own = identify(process.pid);
  expect(own && isSameProcess(own)).toBe(true);
  expect(isSameProcess({ pid: process.pid, startedAt: "another time" })).toBe(false);
});

test("ends a process that ignores the polite request", async () => {
  const program =
    "process.on('SIGTERM', () => {}); process.stdout.write('ready'); setInterval(() => {}, 1000)";
  const child = spawn(process.execPath, ["-e", program], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  const identity = identify(child.pid ?? 0);
  if (!identity) throw new Error("the child did not start");
  await endProcess(identity, 50);
  expect(isSameProcess(identity)).toBe(false);
});
