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
    .option("--stop-open", "end what was under way at the export, for a copy beside the original")
    .action(async (folder: string, options: { stopOpen?: boolean }) => {
      const { withLocalDatabase } = await import("../local-context");
      const { restoreDatabase } = await import("@/db/backup/restore-database");
      const manifest = await withLocalDatabase(
        (url) => restoreDatabase({ url, folder: path.resolve(folder), uploads: uploads() }, told),
        { create: true },
      );
      console.log(
        `Restored the export of ${manifest.exportedAt}. Check it with \`plumbline recompute --check\`.`,
      );
      if (options.stopOpen === true)
        console.log(`${await stopOpen()} submissions that were under way are ended.`);
      else
        console.log(
          "What was under way goes on when this instance starts. For a copy beside the original restore with --stop-open: both would call the same endpoints.",
        );
    });
}

async function stopOpen(): Promise<number> {
  const { withLocalContext } = await import("../local-context");
  const { stopOpenSubmissions } = await import("@/server/domain/leaderboard");
  return withLocalContext((ctx) =>
    stopOpenSubmissions(ctx, {
      code: "restored",
      message: "It was under way when the export was made from which this copy was restored.",
      hint: "Try it again here if the original is gone.",
      retry: "later",
    }),
  );
}

const uploads = (): string => path.join(plumblineHome(), "uploads");

function told({ name, rows }: { name: string; rows: number }): void {
  if (rows > 0) console.log(`${name}  ${rows} rows`);
}
