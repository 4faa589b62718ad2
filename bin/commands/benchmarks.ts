import path from "node:path";
import { Command } from "commander";
import { BENCHMARK_SOURCES, benchmarkSource } from "@/catalog/benchmarks";
import { ROOT } from "../root";
import { UsageError } from "../usage-error";

export function benchmarksCommand(): Command {
  return new Command("benchmarks")
    .description("benchmarks of this machine's instance")
    .addCommand(
      new Command("import")
        .description("store a benchmark as a version named by its content")
        .argument("<name>", "slug or alias of a card")
        .option("--from <path>", "a file, or a folder that is searched for the card's known files")
        .action(importAction),
    );
}

async function importAction(name: string, options: { from?: string }): Promise<void> {
  const source = benchmarkSource(name);
  if (source === null || source.files.length === 0) {
    const known = BENCHMARK_SOURCES.filter((candidate) => candidate.files.length > 0);
    throw new UsageError(
      `there is no card to import named ${name}; known: ${known.map((candidate) => candidate.card.slug).join(", ")}`,
    );
  }
  const { findBenchmarkFile, readBenchmarkRows } = await import("../benchmark-file");
  const shared = path.resolve(ROOT, process.env.PLUMBLINE_SHARED ?? "../shared");
  const from = path.resolve(options.from ?? path.join(shared, "data", "benchmarks"));
  const file = findBenchmarkFile(from, source.files);
  if (file === null) {
    throw new UsageError(`${from} holds none of ${source.files.join(", ")}; name the file with --from`);
  }
  const problems = readBenchmarkRows(file).map((row, index) => source.toProblem(row, index));
  if (problems.length !== source.problems) {
    console.error(`Note: ${file} has ${problems.length} problems, the canonical set ${source.problems}.`);
  }
  const { withLocalContext } = await import("../local-context");
  const { importBenchmark } = await import("@/server/domain/catalog");
  const stored = await withLocalContext((ctx) => importBenchmark(ctx, { card: source.card, problems }));
  console.log(
    `${stored.slug}@${stored.version}  ${stored.problems} problems  ${stored.contentHash}  ${stored.created ? "stored" : "was there already"}`,
  );
}
