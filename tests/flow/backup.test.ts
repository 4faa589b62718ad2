import { appendFileSync, mkdtempSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { exportDatabase } from "@/db/backup/export-database";
import { restoreDatabase } from "@/db/backup/restore-database";
import { audit, sample, submission } from "@/db/schema";
import { getBoard, getSample } from "@/server/domain/leaderboard";
import { recomputeScores } from "@/server/domain/metric";
import { testPlatform } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";
import { openDesk } from "./desk";
import { evaluate } from "./evaluate";

const NOW = new Date("2026-11-22T12:00:00.000Z");

function newFolder(): { folder: string } & Disposable {
  const parent = mkdtempSync(path.join(tmpdir(), "plumbline-backup-"));
  return {
    folder: path.join(parent, "export"),
    [Symbol.dispose]: () => rmSync(parent, { recursive: true, force: true }),
  };
}

describe("a backup", () => {
  it("brings back boards, traces and scores bit for bit, and counters go on", async () => {
    await using desk = await openDesk();
    using place = newFolder();
    const { runIds } = await desk.submit({ method: "self-consistency", samples: 4 });
    await evaluate(desk, runIds, (id, index) => (id.length + index) % 3 !== 0);
    const before = await getBoard(desk.platform.anonymous, { benchmark: "sentinel" });
    const written = await exportDatabase({ url: desk.test.url, folder: place.folder, now: NOW });
    expect(written.tables.find((table) => table.name === "public.sample")?.rows).toBe(
      await desk.test.db.$count(sample),
    );

    await using copy = await testDatabase();
    await restoreDatabase({ url: copy.url, folder: place.folder });
    await using platform = testPlatform(copy.database);
    expect(await getBoard(platform.anonymous, { benchmark: "sentinel" })).toEqual(before);
    expect(await recomputeScores(platform.system, { check: true })).toMatchObject({ differing: [] });
    const asked = { runId: before.rows[0]?.runId ?? "", problemId: "p0", sample: 0 };
    expect(await getSample(platform.system, asked)).toEqual(await getSample(desk.system, asked));
    const entries = await copy.db.$count(audit);
    await copy.db.insert(audit).values({ actor: "system", action: "test", subject: "x", detail: {} });
    expect(await copy.db.$count(audit)).toBe(entries + 1);
  });

  it("is refused where the folder was cut short or altered, and where the database is in use; nothing changes then", async () => {
    await using desk = await openDesk();
    using place = newFolder();
    await desk.submit();
    const there = await desk.test.db.$count(submission);
    await exportDatabase({ url: desk.test.url, folder: place.folder, now: NOW });
    await expect(exportDatabase({ url: desk.test.url, folder: place.folder, now: NOW })).rejects.toThrow(
      /not empty/,
    );
    await expect(restoreDatabase({ url: desk.test.url, folder: place.folder })).rejects.toThrow(
      /holds submissions/,
    );
    expect(await desk.test.db.$count(submission)).toBe(there);

    await using copy = await testDatabase();
    appendFileSync(path.join(place.folder, "tables", "public.sample.copy.gz"), "x");
    await expect(restoreDatabase({ url: copy.url, folder: place.folder })).rejects.toThrow(/SHA-256/);
    unlinkSync(path.join(place.folder, "manifest.json"));
    await expect(restoreDatabase({ url: copy.url, folder: place.folder })).rejects.toThrow(/cut short/);
    expect(await copy.db.$count(submission)).toBe(0);
  });
});
