import { z } from "zod";

/** A complete upload, or an unfinished one (`.open`). */
export const UPLOAD_FILE = /^[a-z0-9_-]{1,120}(\.open)?$/;

/** `manifest.json` of an export: what it holds, so that a restore can check every byte before it trusts one. */
export const backupManifestSchema = z.object({
  format: z.literal(1),
  /** Migrations that the database had seen, oldest first, by hash. */
  migrations: z.array(z.string()),
  exportedAt: z.iso.datetime(),
  tables: z.array(
    z.object({
      /** `schema.table`. */
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number().int(),
      /** Inside the folder `tables`. */
      file: z.string().regex(/^[a-z0-9_.]+\.copy\.gz$/),
      /** Of the compressed file. */
      sha256: z.string().length(64),
    }),
  ),
  /** Inside the folder `uploads`. Exports of earlier versions did not list them. */
  uploads: z
    .array(
      z.object({
        file: z.string().regex(UPLOAD_FILE),
        bytes: z.number().int(),
        sha256: z.string().length(64),
      }),
    )
    .optional(),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;
export type BackupTable = BackupManifest["tables"][number];
export type BackupUpload = NonNullable<BackupManifest["uploads"]>[number];
