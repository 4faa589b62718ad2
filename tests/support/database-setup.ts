import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { placeFolder } from "@/db/embedded/place";
import { runningPostmaster, stopPostmaster } from "@/db/embedded/postmaster";

/** vitest globalSetup: a home for the one test cluster of this run, stopped and removed at the end if a test started it. */
export default function setup(): () => Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), "plumbline-test-"));
  process.env.PLUMBLINE_TEST_CLUSTER = home;
  return async () => {
    const folder = placeFolder(home);
    const running = runningPostmaster(path.join(folder, "data"));
    if (running) await stopPostmaster(running.pid);
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  };
}
