import { expect, test, vi } from "vitest";
import { superviseDatabase } from "./embedded-database";

const postgres = vi.hoisted(() => ({ alive: new Set<number>(), starts: [] as (() => void)[] }));
vi.mock("@/db/embedded/postmaster", () => ({ isAlive: (pid: number) => postgres.alive.has(pid) }));
vi.mock("@/db/embedded/launcher", () => ({
  startEmbeddedPostgres: () =>
    new Promise((resolve) => {
      const pid = postgres.starts.length + 1;
      postgres.starts.push(() => {
        postgres.alive.add(pid);
        resolve({ url: "postgres://", port: 1, pid, stop: async () => postgres.alive.delete(pid) });
      });
    }),
}));

test("stopping while PostgreSQL is started again leaves none behind", async () => {
  const opening = superviseDatabase(
    "/nowhere",
    () => {},
    () => {},
  );
  postgres.starts[0]?.();
  const database = await opening;
  postgres.alive.clear();
  await expect.poll(() => postgres.starts.length, { timeout: 15_000 }).toBe(2);
  const stopped = database.stop();
  postgres.starts[1]?.();
  await stopped;
  expect([...postgres.alive]).toEqual([]);
});
