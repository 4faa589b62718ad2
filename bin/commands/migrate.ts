import { Command } from "commander";

export function migrateCommand(): Command {
  return new Command("migrate")
    .description("bring the database of DATABASE_URL (or this machine's) to this version, with the catalogue")
    .action(async () => {
      const { withLocalContext } = await import("../local-context");
      const { syncCatalog } = await import("@/server/domain/catalog");
      const { syncSystems } = await import("@/server/domain/claim");
      await withLocalContext(async (ctx) => {
        await syncCatalog(ctx);
        await syncSystems(ctx);
      });
      console.log("The database is at this version; catalogue and systems are written.");
    });
}
