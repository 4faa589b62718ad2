import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { freePort } from "@/bin/supervisor/ports";
import { createHome, type RunningPlatform, removeHome, runCommand, startPlatform } from "../support/platform";

const KEY_FILES = ["admin.key", "runner.key", "signing.key", "event.key", "sealing.key"];

const lockSchema = z.object({ children: z.record(z.string(), z.object({ pid: z.number() })) });
const keysSchema = z.object({ items: z.array(z.object({ name: z.string() })) });

function childrenOf(home: string): Record<string, number> {
  const lock = lockSchema.parse(JSON.parse(readFileSync(path.join(home, "supervisor.json"), "utf8")));
  return Object.fromEntries(Object.entries(lock.children).map(([name, { pid }]) => [name, pid]));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

async function createKeyNamed(platform: RunningPlatform, name: string): Promise<void> {
  const { code, output } = await runCommand(["keys", "create", "--name", name], environment(platform));
  expect(output).toContain("pl_");
  expect(code).toBe(0);
}

async function keyNames(platform: RunningPlatform): Promise<string[]> {
  const { output } = await runCommand(["keys", "list", "--json"], environment(platform));
  return keysSchema.parse(JSON.parse(output)).items.map((key) => key.name);
}

function environment(platform: RunningPlatform): Record<string, string> {
  return { PLUMBLINE_HOME: platform.home, PORT: String(platform.port) };
}

describe("plumbline start", () => {
  let home = "";
  let port = 0;
  let platform: RunningPlatform;

  beforeAll(async () => {
    home = createHome();
    port = await freePort();
    platform = await startPlatform({ home, port });
  });
  afterAll(async () => {
    await platform?.stop();
    await removeHome(home);
  });

  test("brings up database, workflow engine, site and runner, with keys that only the owner may read", async () => {
    const health = await (await fetch(`${platform.origin}/api/health`)).json();
    expect(health).toMatchObject({ parts: { database: { state: "ok" }, workflow: { state: "ok" } } });
    expect(Object.keys(childrenOf(home)).sort()).toEqual(["executor", "runner", "web"]);
    for (const file of KEY_FILES) expect(statSync(path.join(home, file)).mode & 0o777).toBe(0o600);
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });

  test("prints no key and no password", () => {
    for (const file of KEY_FILES) {
      expect(platform.output()).not.toContain(readFileSync(path.join(home, file), "utf8").trim());
    }
  });

  test("a second supervisor on the same home is refused and says why", async () => {
    const { code, output } = await runCommand(["start", "--port", String(await freePort())], {
      PLUMBLINE_HOME: home,
    });
    expect(code).toBe(1);
    expect(output).toContain("already runs");
    expect(output).toContain(String(platform.pid));
  });

  test("a child that dies is started again", async () => {
    const former = childrenOf(home).executor ?? 0;
    process.kill(former, "SIGKILL");
    await expect.poll(() => childrenOf(home).executor, { timeout: 20_000 }).not.toBe(former);
    expect(platform.output()).toContain("executor ended");
  });

  test("a second start finds the data and builds nothing", async () => {
    await createKeyNamed(platform, "kept over a restart");
    expect(await platform.stop()).toBe(0);
    expect(existsSync(path.join(home, "supervisor.json"))).toBe(false);
    platform = await startPlatform({ home, port });
    expect(platform.output()).not.toContain("Building the site");
    expect(await keyNames(platform)).toContain("kept over a restart");
  });

  test("a start after kill -9 of the supervisor stops the orphans and goes on with the data", async () => {
    const orphans = childrenOf(home);
    await platform.killSupervisor();
    expect(Object.values(orphans).every(isAlive)).toBe(true);
    platform = await startPlatform({ home, port });
    expect(platform.output()).toContain("stopping what it left");
    expect(Object.values(orphans).some(isAlive)).toBe(false);
    expect(await keyNames(platform)).toContain("kept over a restart");
  });
});

test("a port in use is told with what to do, and nothing is left running", async () => {
  const home = createHome();
  const server = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  try {
    const { code, output } = await runCommand(["start", "--port", String(port)], { PLUMBLINE_HOME: home });
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port}`);
    expect(output).toContain("PORT=");
    expect(existsSync(path.join(home, "supervisor.json"))).toBe(false);
  } finally {
    await new Promise((resolve) => server.close(resolve));
    await removeHome(home);
  }
});

test("a port that is no port is wrong use", async () => {
  const { code, output } = await runCommand(["start", "--port", "http"]);
  expect(code).toBe(2);
  expect(output).toContain("whole number");
});
