import { Command } from "commander";
import type { StartOptions } from "../supervisor/settings";

export function startCommand(): Command {
  return new Command("start")
    .description("start everything that is not configured: PostgreSQL, workflow engine, site, one runner")
    .option("--port <number>", "port of the site (PORT, default 3000)")
    .option("--listen <address>", "address to listen on (PLUMBLINE_LISTEN, default 127.0.0.1)")
    .option("--no-demonstration", "do not queue the demonstration at the first start")
    .action(async (options: StartOptions) => {
      const { startSettings } = await import("../supervisor/settings");
      const { start } = await import("../supervisor/start");
      process.exitCode = await start(startSettings(options, process.env));
    });
}
