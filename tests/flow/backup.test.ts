import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { exportDatabase } from "@/db/backup/export-database";
import { restoreDatabase } from "@/db/backup/restore-database";
import { audit, sample, submission } from "@/db/schema";
import { getBoard, getSample, retrySubmission, stopOpenSubmissions } from "@/server/domain/leaderboard";
import { recomputeScores } from "@/server/domain/metric";
import { testPlatform } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";
import { lease, openDesk } from "./desk";
import { evaluate } from "./evaluate";

const NOW = new Date("2026-11-22T12:00:00.000Z");

function newFolder(): { folder: string; uploads: string } & Disposable {
  const parent = mkdtempSync(path.join(tmpdir(), "plumbline-backup-"));
  return {
    folder: path.join(parent, "export"),
    uploads: path.join(parent, "uploads"),
    [Symbol.dispose]: () => rmSync(parent, { recursive: true, force: true }),
  };
}

/** Every table of the database with the digest of its rows, each written in full. */
async function digests(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set datestyle to iso; set extra_float_digits to 3");
    const tables = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    const found: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const text = `select count(*) || ' ' || md5(string_agg(t::text, '|' order by t::text)) as digest from ${name} t`;
      found[name] = (await client.query<{ digest: string }>(text)).rows[0]?.digest ?? "empty";
    }
    return found;
  } finally {
    await client.end();
  }
}

describe("a backup", () => {
  it("holds every row of every table, bit for bit, however the operator's server writes dates and numbers", async () => {
    await using desk = await openDesk();
    using place = newFolder();
    const { runIds } = await desk.submit({ method: "self-consistency", samples: 4 });
    await evaluate(desk, runIds, (id, index) => (id.length + index) % 3 !== 0);
    const name = sql.identifier(new URL(desk.test.url).pathname.slice(1));
    await desk.test.db.execute(sql`alter database ${name} set datestyle to 'SQL, DMY'`);
    await desk.test.db.execute(sql`alter database ${name} set extra_float_digits to -4`);
    await exportDatabase({ url: desk.test.url, folder: place.folder, now: NOW });
    await using copy = await testDatabase();
    await restoreDatabase({ url: copy.url, folder: place.folder });
    const restored = await digests(copy.url);
    expect(restored).toEqual(await digests(desk.test.url));
    const filled = Object.keys(restored).filter((table) => restored[table] !== "empty");
    expect(filled).toEqual(
      expect.arrayContaining(
        [
          "api_key",
          "audit",
          "board_row",
          "endpoint",
          "run",
          "run_matrix",
          "sample",
          "score",
          "trace",
          "trace_block",
          "verdict",
        ].map((table) => `public.${table}`),
      ),
    );
    await using platform = testPlatform(copy.database);
    expect(await recomputeScores(platform.system, { check: true })).toMatchObject({ differing: [] });
  });

  it("of a changing instance is one moment: rows that come meanwhile are not in it, files that go meanwhile are", async () => {
    await using desk = await openDesk();
    using place = newFolder();
    await desk.submit();
    mkdirSync(place.uploads);
    const put = (name: string, text: string) => writeFileSync(path.join(place.uploads, name), text);
    put("sub_ready", "a whole file");
    put("sub_leaving", "a file that is withdrawn meanwhile");
    put("upl_growing.open", "first part");
    put("upl_ending.open", "all but the end");
    put("sub_arriving.0a1b2c.part", "not here yet");
    mkdirSync(path.join(place.uploads, "a folder of somebody's"));
    const there = await desk.test.db.$count(submission);
    let changed = false;
    await exportDatabase(
      { url: desk.test.url, folder: place.folder, now: NOW, uploads: place.uploads },
      async () => {
        if (changed) return;
        changed = true;
        await desk.submit();
        unlinkSync(path.join(place.uploads, "sub_leaving"));
        appendFileSync(path.join(place.uploads, "upl_growing.open"), " and second part");
        renameSync(path.join(place.uploads, "upl_ending.open"), path.join(place.uploads, "sub_ended"));
        renameSync(
          path.join(place.uploads, "sub_arriving.0a1b2c.part"),
          path.join(place.uploads, "sub_arriving"),
        );
      },
    );
    expect(await desk.test.db.$count(submission)).toBe(there + 1);
    await using copy = await testDatabase();
    const uploads = path.join(place.uploads, "restored");
    await restoreDatabase({ url: copy.url, folder: place.folder, uploads });
    expect(await copy.db.$count(submission)).toBe(there);
    expect(readdirSync(uploads).sort()).toEqual([
      "sub_arriving",
      "sub_ended",
      "sub_leaving",
      "sub_ready",
      "upl_growing.open",
    ]);
    expect(readFileSync(path.join(uploads, "upl_growing.open"), "utf8")).toBe("first part and second part");
  });

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

  it("ends what was under way in a copy beside the original, and it can be tried again there", async () => {
    await using desk = await openDesk();
    const published = await desk.submit();
    await evaluate(desk, published.runIds, () => true);
    const open = await desk.submit({ samples: 2 });
    await lease(desk.runner, { kinds: ["generate"], max: 1 });
    const reason = { code: "restored", message: "A copy.", hint: "Try again.", retry: "later" as const };
    expect(await stopOpenSubmissions(desk.system, reason)).toBe(1);
    expect(await stopOpenSubmissions(desk.system, reason)).toBe(0);
    const states = async () => {
      const rows = await desk.test.db.select().from(submission);
      return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
    };
    expect(await states()).toMatchObject({
      [published.submissionId]: "published",
      [open.submissionId]: "failed",
    });
    expect(await lease(desk.runner, { kinds: ["generate"] })).toEqual([]);
    await retrySubmission(desk.system, { id: open.submissionId });
    expect((await states())[open.submissionId]).toBe("queued");
    expect(await lease(desk.runner, { kinds: ["generate"] })).not.toEqual([]);
  });

  it("is refused where the folder was cut short or altered, and where the database is in use; nothing changes then", async () => {
    await using desk = await openDesk();
    using place = newFolder();
    await desk.submit();
    const there = await desk.test.db.$count(submission);
    mkdirSync(place.uploads);
    writeFileSync(path.join(place.uploads, "sub_whole"), "a whole file");
    await exportDatabase({ url: desk.test.url, folder: place.folder, now: NOW, uploads: place.uploads });
    rmSync(place.uploads, { recursive: true });
    await expect(exportDatabase({ url: desk.test.url, folder: place.folder, now: NOW })).rejects.toThrow(
      /not empty/,
    );
    await expect(restoreDatabase({ url: desk.test.url, folder: place.folder })).rejects.toThrow(
      /holds submissions/,
    );
    expect(await desk.test.db.$count(submission)).toBe(there);

    await using copy = await testDatabase();
    appendFileSync(path.join(place.folder, "uploads", "sub_whole"), "x");
    const restoring = () => restoreDatabase({ url: copy.url, folder: place.folder, uploads: place.uploads });
    await expect(restoring()).rejects.toThrow(/sub_whole is not what the export wrote/);
    unlinkSync(path.join(place.folder, "uploads", "sub_whole"));
    await expect(restoring()).rejects.toThrow(/sub_whole is missing/);
    expect(existsSync(path.join(place.uploads, "sub_whole"))).toBe(false);
    appendFileSync(path.join(place.folder, "tables", "public.sample.copy.gz"), "x");
    writeFileSync(path.join(place.folder, "uploads", "sub_whole"), "a whole file");
    await expect(restoring()).rejects.toThrow(/public.sample.copy.gz is not .*SHA-256/);
    unlinkSync(path.join(place.folder, "manifest.json"));
    await expect(restoreDatabase({ url: copy.url, folder: place.folder })).rejects.toThrow(/cut short/);
    expect(await copy.db.$count(submission)).toBe(0);
  });
});
