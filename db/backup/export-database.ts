import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { BackupManifest, BackupTable } from "./backup-manifest";
import { copyUploads, describeUploads } from "./export-uploads";
import { fullName, listTables, quoted, type StoredTable } from "./list-tables";
import { plainSession } from "./plain-session";
import { seenMigrations } from "./seen-migrations";

export type ExportProgress = (table: BackupTable) => void | Promise<void>;

/**
 * Writes every table into `folder` (which must be empty or absent) as one consistent snapshot: PostgreSQL's text format,
 * gzipped, one file a table; then the uploaded files (`uploads` names their folder), and `manifest.json` last, so that a folder
 * without it is an export that was cut short. Streams: memory does not grow with the data. The instance goes on working.
 */
export async function exportDatabase(
  options: { url: string; folder: string; now: Date; uploads?: string },
  onTable: ExportProgress = () => {},
): Promise<BackupManifest> {
  await emptyFolder(options.folder);
  const uploads = path.join(options.folder, "uploads");
  const copyFiles = async () => {
    if (options.uploads !== undefined) await copyUploads(options.uploads, uploads);
  };
  await copyFiles();
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    await plainSession(client);
    const tables: BackupTable[] = [];
    for (const table of await listTables(client)) {
      const written = await exportTable(client, table, options.folder);
      tables.push(written);
      await onTable(written);
    }
    const migrations = await seenMigrations(client);
    await client.query("commit");
    await copyFiles();
    const manifest: BackupManifest = {
      format: 1,
      migrations,
      exportedAt: options.now.toISOString(),
      tables,
      uploads: await describeUploads(uploads),
    };
    await writeFile(path.join(options.folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
    });
    return manifest;
  } finally {
    await client.end();
  }
}

async function emptyFolder(folder: string): Promise<void> {
  await mkdir(path.join(folder, "tables"), { recursive: true, mode: 0o700 });
  const there = (await readdir(folder)).filter((name) => name !== "tables");
  const tables = await readdir(path.join(folder, "tables"));
  if (there.length + tables.length > 0) throw new Error(`${folder} is not empty. Name a new folder.`);
}

async function exportTable(client: pg.Client, table: StoredTable, folder: string): Promise<BackupTable> {
  const name = fullName(table);
  const columns = table.columns.map((column) => quoted(column)).join(", ");
  const source = client.query(copyTo(`copy (select ${columns} from ${quoted(name)}) to stdout`));
  const hash = createHash("sha256");
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const file = `${name}.copy.gz`;
  const target = createWriteStream(path.join(folder, "tables", file), { mode: 0o600 });
  await pipeline(source, createGzip({ level: 3 }), hashing, target);
  return { name, columns: table.columns, rows: source.rowCount ?? 0, file, sha256: hash.digest("hex") };
}
