import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { ROOT } from "../root";

/** Every write to it fails as on a full disk. */
const FULL = "/dev/full";
const STEADY = ["--import", pathToFileURL(path.join(ROOT, "bin", "supervisor", "steady-output.mjs")).href];

/** Exit code of a process whose output has no place: 7 where it came to its end. */
async function exitCode(preloaded: readonly string[], program: string): Promise<number | null> {
  const full = openSync(FULL, "a");
  const child = spawn(
    process.execPath,
    [...preloaded, "--input-type=module", "-e", `${program}; setImmediate(() => process.exit(7));`],
    { cwd: ROOT, stdio: ["ignore", full, full] },
  );
  closeSync(full);
  const [code] = await once(child, "exit");
  return code;
}

test.skipIf(!existsSync(FULL))("a child process goes on where its log file cannot be written", async () => {
  const twoLines = 'process.stdout.write("one"); console.error("two"); process.stdout.write("three")';
  expect(await exitCode(STEADY, twoLines)).toBe(7);
  expect(await exitCode([], twoLines)).not.toBe(7);
});

test.skipIf(!existsSync(FULL))("a line of the log that a full disk does not take fails nobody", async () => {
  const log = `const { createLog } = await import(${JSON.stringify(path.join(ROOT, "server", "platform", "log.ts"))});
    createLog({ level: "info" }).error({ where: "here" }, "one");
    createLog({ level: "info" }).error({}, "two")`;
  expect(await exitCode(["--import", "tsx"], log)).toBe(7);
});
