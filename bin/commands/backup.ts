import path from "node:path";
import { Command } from "commander";
import { plumblineHome } from "../home";

export function exportCommand(): Command {
  return new Command("export")
    .description("write everything that this instance holds into a folder, while it goes on working")
    .argument("<folder>", "a new folder")
    .action(async (folder: string) => {
      const { withLocalDatabase } = await import("../local-context");
      const { exportDatabase } = await import("@/db/backup/export-database");
      const manifest = await withLocalDatabase((url) =>
        exportDatabase({ url, folder: path.resolve(folder), now: new Date(), uploads: uploads() }, told),
      );
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      console.log(
        `${rows} rows in ${manifest.tables.length} tables, ${manifest.uploads?.length ?? 0} uploaded files. Keep sealing.key with it: without that key stored endpoint keys stay sealed.`,
      );
    });
}

export function restoreCommand(): Command {
  return new Command("restore")
    .description(
      "read an export into a new instance: an empty database, or a PLUMBLINE_HOME that was never started",
    )
    .argument("<folder>", "what `plumbline export` wrote")
    .action(async (folder: string) => {
      const { withLocalDatabase } = await import("../local-context");
      const { restoreDatabase } = await import("@/db/backup/restore-database");
      const manifest = await withLocalDatabase(
        (url) => restoreDatabase({ url, folder: path.resolve(folder), uploads: uploads() }, told),
        { create: true },
      );
      console.log(
        `Restored the export of ${manifest.exportedAt}. Check it with \`plumbline recompute --check\`.`,
      );
    });
}

const uploads = (): string => path.join(plumblineHome(), "uploads");

function told({ name, rows }: { name: string; rows: number }): void {
  if (rows > 0) console.log(`${name}  ${rows} rows`);
}
