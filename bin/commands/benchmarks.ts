import path from "node:path";
import { Command } from "commander";
import { z } from "zod";
import { BENCHMARK_SOURCES, benchmarkSource } from "@/catalog/benchmarks";
import type { BenchmarkCardInput, ProblemInput } from "@/contracts/benchmark";
import { localInstance, openRemote, type RemoteOptions, withRemoteOptions } from "../remote";
import { ROOT } from "../root";
import { UsageError } from "../usage-error";

const storedSchema = z.object({
  slug: z.string(),
  version: z.number(),
  problems: z.number(),
  contentHash: z.string(),
  created: z.boolean(),
});

export function benchmarksCommand(): Command {
  return new Command("benchmarks")
    .description("benchmarks of an instance")
    .addCommand(
      withRemoteOptions(new Command("import"))
        .description("store a benchmark as a version named by its content")
        .argument("<name>", "slug or alias of a card")
        .option("--from <path>", "a file, or a folder that is searched for the card's known files")
        .action(importAction),
    );
}

async function importAction(name: string, options: RemoteOptions & { from?: string }): Promise<void> {
  const source = benchmarkSource(name);
  if (source === null || knownFiles(source).length === 0) {
    const known = BENCHMARK_SOURCES.filter((candidate) => knownFiles(candidate).length > 0);
    throw new UsageError(
      `there is no card to import named ${name}; known: ${known.map((candidate) => candidate.card.slug).join(", ")}`,
    );
  }
  const { readBenchmark } = await import("../benchmark-file");
  const shared = path.resolve(ROOT, process.env.PLUMBLINE_SHARED ?? "../shared");
  const from = path.resolve(options.from ?? path.join(shared, "data", "benchmarks"));
  const loaded = await readBenchmark(from, source);
  if (loaded === null) {
    throw new UsageError(`${from} holds none of ${knownFiles(source).join(", ")}; name the file with --from`);
  }
  const { problems } = loaded;
  if (source.problems > 0 && problems.length !== source.problems) {
    console.error(
      `Note: ${loaded.files.join(", ")} has ${problems.length} problems, the canonical set ${source.problems}.`,
    );
  }
  const stored = await store(source.card, problems, options);
  console.log(
    `${stored.slug}@${stored.version}  ${stored.problems} problems  ${stored.contentHash}  ${stored.created ? "stored" : "was there already"}`,
  );
}

/** Through the API of a running instance, so that its pages learn of it; straight into the database of one at rest. */
async function store(
  card: BenchmarkCardInput,
  problems: readonly ProblemInput[],
  options: RemoteOptions,
): Promise<z.infer<typeof storedSchema>> {
  const remoteWanted = options.server ?? process.env.PLUMBLINE_SERVER ?? localInstance();
  if (remoteWanted !== null) {
    const answer = await openRemote(options).json(
      `/api/v1/benchmarks/${encodeURIComponent(card.slug)}/import`,
      {
        method: "POST",
        headers: { "content-type": "application/x-ndjson" },
        body: [{ card }, ...problems].map((line) => JSON.stringify(line)).join("\n"),
      },
    );
    return storedSchema.parse(answer);
  }
  const { withLocalContext } = await import("../local-context");
  const { importBenchmark } = await import("@/server/domain/catalog");
  return withLocalContext((ctx) => importBenchmark(ctx, { card, problems }));
}

/** Endings of the files that a card knows, sets of files included. */
const knownFiles = ({ files, fileSets }: (typeof BENCHMARK_SOURCES)[number]): string[] => [
  ...(fileSets ?? []).flat(),
  ...files,
];
