import { Command } from "commander";
import { boardSchema } from "@/contracts/board";
import { onOneLine } from "@/contracts/one-line";
import { openRemote, type RemoteOptions, withRemoteOptions } from "../remote";

export function resultsCommand(): Command {
  return withRemoteOptions(new Command("results"))
    .description("print a board")
    .argument("<benchmark>", "slug of the benchmark")
    .option("--csv", "the whole board as CSV")
    .option("--json", "the whole answer of the API")
    .action(async (benchmark: string, options: RemoteOptions & { csv?: boolean; json?: boolean }) => {
      const remote = openRemote(options);
      const route = `/api/v1/leaderboards/${encodeURIComponent(benchmark)}`;
      if (options.csv) {
        process.stdout.write(await remote.text(`${route}.csv`));
        return;
      }
      const answer = await remote.json(route);
      if (options.json) {
        console.log(JSON.stringify(answer, null, 2));
        return;
      }
      const board = boardSchema.parse(answer);
      if (board.rows.length === 0) console.log(`Nothing is published on ${benchmark} yet.`);
      for (const row of board.rows) {
        const [low, high] = row.interval.newProblems ?? [null, null];
        const rank = row.rankRange ? [...new Set(row.rankRange)].join("–") : "·";
        const interval = low === null || high === null ? "" : `[${percent(low)}, ${percent(high)}]`;
        console.log(
          `${rank.padEnd(7)}${row.method.id.padEnd(20)}${onOneLine(row.model.name).padEnd(36)}${percent(row.score).padStart(6)}  ${interval}  ${row.runId}`,
        );
      }
    });
}

function percent(fraction: number | null): string {
  return fraction === null ? "–" : (100 * fraction).toFixed(1);
}
