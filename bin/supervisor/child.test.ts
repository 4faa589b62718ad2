import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { superviseChild } from "./child";

test("a child that cannot be started again for want of a log is tried again later, and the supervisor lives", async () => {
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-child-"));
  const said: string[] = [];
  // A folder in the place of its log stands in for a full disk: it cannot be opened again.
  const log = JSON.stringify(path.join(home, "logs", "part.log"));
  const program = `const fs = require("node:fs"); fs.rmSync(${log}); fs.mkdirSync(${log}); process.exit(3)`;
  const child = superviseChild(
    { name: "part", args: ["-e", program], env: process.env, graceMs: 1_000 },
    { home, lock: { remember() {}, forget() {}, release() {} }, say: (line) => said.push(line) },
    () => {},
  );
  await expect.poll(() => said.length, { timeout: 15_000 }).toBeGreaterThan(1);
  await child.stop();
  expect(said[0]).toMatch(/part ended \(exit code 3\)/);
  expect(said[1]).toMatch(/part ended \(EISDIR.*starting it again in 1 s/);
  rmSync(home, { recursive: true });
});
