import { createReadStream } from "node:fs";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type BackupManifest, type BackupTable, backupManifestSchema } from "./backup-manifest";
import { sha256Of, uploadsIn } from "./export-uploads";
import { fullName, listTables, quoted, type StoredTable } from "./list-tables";
import { plainSession } from "./plain-session";
import { seenMigrations } from "./seen-migrations";

/**
 * Reads an export into a migrated database that holds no submission, in one transaction: everything or nothing. Uploaded files
 * are copied into `uploads` before it ends. Rows that a first start writes by itself (catalogue, the operator's keys) are
 * replaced. Throws where the folder is cut short or altered, where it is of another version, and where the database is in use.
 */
export async function restoreDatabase(
  options: { url: string; folder: string; uploads?: string },
  onTable: (table: BackupTable) => void = () => {},
): Promise<BackupManifest> {
  const manifest = await readManifest(options.folder);
  for (const { file, sha256 } of manifest.tables)
    await checkFile(options.folder, path.join("tables", file), sha256);
  for (const { file, sha256 } of manifest.uploads ?? [])
    await checkFile(options.folder, path.join("uploads", file), sha256);
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  try {
    await client.query("begin");
    await plainSession(client);
    const tables = await listTables(client);
    await requireSameVersion(client, manifest);
    await requireUnused(client);
    await client.query(`truncate ${tables.map((table) => quoted(fullName(table))).join(", ")}`);
    for (const table of manifest.tables) {
      await restoreTable(client, table, options.folder);
      onTable(table);
    }
    await moveSequences(client, tables);
    if (options.uploads !== undefined) await restoreUploads(options.folder, options.uploads, manifest);
    await client.query("commit");
    return manifest;
  } finally {
    await client.end();
  }
}

async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(path.join(folder, "manifest.json"), "utf8").catch(() => null);
  if (text === null)
    throw new Error(`${folder} has no manifest.json: it is no export, or one that was cut short.`);
  return backupManifestSchema.parse(JSON.parse(text));
}

async function checkFile(folder: string, file: string, sha256: string): Promise<void> {
  const found = await sha256Of(path.join(folder, file)).catch(() => null);
  if (found === sha256) return;
  const fault =
    found === null ? "is missing or cannot be read" : "is not what the export wrote (SHA-256 differs)";
  throw new Error(`${file} ${fault}. Take another copy of the export.`);
}

async function restoreUploads(folder: string, uploads: string, manifest: BackupManifest): Promise<void> {
  const source = path.join(folder, "uploads");
  const files = manifest.uploads?.map(({ file }) => file) ?? (await uploadsIn(source));
  await mkdir(uploads, { recursive: true, mode: 0o700 });
  for (const file of files) await copyFile(path.join(source, file), path.join(uploads, file));
}

async function requireSameVersion(client: pg.Client, manifest: BackupManifest): Promise<void> {
  const here = await seenMigrations(client);
  if (
    here.length === manifest.migrations.length &&
    here.every((hash, index) => hash === manifest.migrations[index])
  )
    return;
  throw new Error(
    `The export is of a database with ${manifest.migrations.length} migrations, this version has ${here.length}. ` +
      "Restore it with the version that wrote it, then start the newer one on the result.",
  );
}

async function requireUnused(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ used: boolean }>("select exists(select from submission) as used");
  if (rows[0]?.used) {
    throw new Error(
      "The database holds submissions already. Restore into a new home (PLUMBLINE_HOME) or database.",
    );
  }
}

async function restoreTable(client: pg.Client, table: BackupTable, folder: string): Promise<void> {
  const columns = table.columns.map((column) => quoted(column)).join(", ");
  const target = client.query(copyFrom(`copy ${quoted(table.name)} (${columns}) from stdin`));
  await pipeline(createReadStream(path.join(folder, "tables", table.file)), createGunzip(), target);
  if (target.rowCount !== table.rows) {
    throw new Error(`${table.file} holds ${target.rowCount} rows, the manifest says ${table.rows}.`);
  }
}

/** Counters go on after the largest number that was restored. */
async function moveSequences(client: pg.Client, tables: readonly StoredTable[]): Promise<void> {
  for (const table of tables) {
    for (const column of table.columns) {
      const name = quoted(fullName(table));
      const { rows } = await client.query<{ sequence: string | null }>(
        "select pg_get_serial_sequence($1, $2) as sequence",
        [name, column],
      );
      const sequence = rows[0]?.sequence;
      if (!sequence) continue;
      await client.query(
        `select setval($1, coalesce((select max(${quoted(column)}) from ${name}), 0) + 1, false)`,
        [sequence],
      );
    }
  }
}
