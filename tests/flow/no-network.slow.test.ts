import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** A network of its own with nothing in it but loopback; only some users may make one. */
const alone = (command: string) =>
  spawnSync("unshare", ["-n", "sh", "-c", `ip link set lo up && ${command}`], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 580_000,
  });
const canBeAlone = process.platform === "linux" && alone("true").status === 0;
if (!canBeAlone)
  console.warn(
    "no-network: skipped; `unshare -n` with loopback is not allowed here (it needs Linux and root)",
  );

it.skipIf(!canBeAlone)(
  "npm start fills the board with its demonstration where no network but loopback exists",
  () => {
    const { stdout, stderr, status } = alone("node --import tsx tests/support/offline-demonstration.ts");
    expect(status, stderr.slice(-2000)).toBe(0);
    expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "null")).toMatchObject({
      interfaces: ["lo"],
      outside: false,
      rows: 3,
    });
  },
  600_000,
);
