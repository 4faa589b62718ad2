import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { startEmbeddedPostgres } from "@/db/embedded/launcher";
import { placeFolder } from "@/db/embedded/place";
import { isAlive } from "@/db/embedded/postmaster";

/** A home of its own below a directory of mode 700, removed with its cluster. */
function ownHome() {
  const root = mkdtempSync(path.join(tmpdir(), "plumbline-pg-"));
  const home = path.join(root, "private", "home");
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const folder = placeFolder(home);
  return {
    home,
    folder,
    [Symbol.dispose]() {
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test("starts below a directory of mode 700, keeps its data, recovers from kill -9 and adopts a running server", async () => {
  using own = ownHome();
  const first = await startEmbeddedPostgres({ home: own.home });
  await ask(first.url, "create table kept as select 42 as answer");
  const adopted = await startEmbeddedPostgres({ home: own.home });
  expect(adopted.pid).toBe(first.pid);
  process.kill(first.pid, "SIGKILL");
  while (isAlive(first.pid)) await new Promise((resolve) => setImmediate(resolve));
  const second = await startEmbeddedPostgres({ home: own.home });
  expect(second.pid).not.toBe(first.pid);
  expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await second.stop();
  expect(isAlive(second.pid)).toBe(false);
}, 90_000);

test("two homes never share a cluster", async () => {
  using one = ownHome();
  using two = ownHome();
  expect(one.folder).not.toBe(two.folder);
  const first = await startEmbeddedPostgres({ home: one.home, durable: false });
  const second = await startEmbeddedPostgres({ home: two.home, durable: false });
  expect(second.pid).not.toBe(first.pid);
  await first.stop();
  await second.stop();
}, 90_000);

test("data of another major version is refused with what to do", async () => {
  using own = ownHome();
  const data = path.join(own.folder, "data");
  mkdirSync(data, { recursive: true });
  writeFileSync(path.join(data, "PG_VERSION"), "17\n");
  await expect(startEmbeddedPostgres({ home: own.home })).rejects.toThrow(/PostgreSQL 17.*DATABASE_URL/s);
});

test("a database whose password file is gone is named, with what to do", async () => {
  using own = ownHome();
  const first = await startEmbeddedPostgres({ home: own.home, durable: false });
  await first.stop();
  rmSync(path.join(own.home, "postgres.json"));
  await expect(startEmbeddedPostgres({ home: own.home })).rejects.toThrow(/password, is gone.*remove/s);
}, 90_000);
