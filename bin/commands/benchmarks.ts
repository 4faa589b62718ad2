import path from "node:path";
import { Command } from "commander";
import { z } from "zod";
import { BENCHMARK_SOURCES, type BenchmarkSource, benchmarkSource } from "@/catalog/benchmarks";
import { type BenchmarkCardInput, type HubPin, hubPinSchema, type ProblemInput } from "@/contracts/benchmark";
import { PlumblineError } from "@/contracts/errors";
import { plumblineHome } from "../home";
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
        .option(
          "--from <path>",
          "a file; a folder that is searched for the card's known files; `hub` for the card's data set; or hub:owner/name@revision:path",
        )
        .option("--repin", "take what the hub has now, and pin that", false)
        .action(importAction),
    );
}

type ImportOptions = RemoteOptions & { from?: string; repin: boolean };

async function importAction(name: string, options: ImportOptions): Promise<void> {
  const source = benchmarkSource(name);
  if (source === null || knownFiles(source).length === 0) {
    const known = BENCHMARK_SOURCES.filter((candidate) => knownFiles(candidate).length > 0);
    throw new UsageError(
      `there is no card to import named ${name}; known: ${known.map((candidate) => candidate.card.slug).join(", ")}`,
    );
  }
  const { isHubAddress } = await import("@/net");
  const fromHub = options.from !== undefined && (options.from === "hub" || isHubAddress(options.from));
  const loaded = fromHub ? await loadFromHub(source, options) : await loadFromFiles(source, options.from);
  const { problems } = loaded;
  if (source.problems > 0 && problems.length !== source.problems) {
    console.error(
      `Note: ${loaded.files.join(", ")} has ${problems.length} problems, the canonical set ${source.problems}.`,
    );
  }
  const card = loaded.pin === null ? source.card : { ...source.card, pin: loaded.pin };
  const stored = await store(card, problems, options);
  console.log(
    `${stored.slug}@${stored.version}  ${stored.problems} problems  ${stored.contentHash}  ${stored.created ? "stored" : "was there already"}`,
  );
}

async function loadFromFiles(source: BenchmarkSource, given: string | undefined) {
  const { readBenchmark } = await import("../benchmark-file");
  const shared = path.resolve(ROOT, process.env.PLUMBLINE_SHARED ?? "../shared");
  const from = path.resolve(given ?? path.join(shared, "data", "benchmarks"));
  const loaded = await readBenchmark(from, source);
  if (loaded === null) {
    throw new UsageError(`${from} holds none of ${knownFiles(source).join(", ")}; name the file with --from`);
  }
  return { ...loaded, pin: null };
}

/** The card's data set, or one that is named; what an earlier import pinned stays, unless the caller wants it moved. */
async function loadFromHub(source: BenchmarkSource, options: ImportOptions) {
  const { openHub, readFromHub } = await import("../hub-benchmark");
  const { parseHubAddress } = await import("@/net");
  const { card } = source;
  const named = options.from === "hub" ? null : parseHubAddress(options.from ?? "");
  const repository = named?.repository ?? card.hub?.repository;
  const isOfCard = repository === card.hub?.repository;
  const paths =
    named !== null && named.paths.length > 0 ? named.paths : isOfCard ? card.hub?.paths : undefined;
  if (repository === undefined || paths === undefined) {
    const known = BENCHMARK_SOURCES.filter((candidate) => candidate.card.hub !== undefined);
    throw new UsageError(
      repository === undefined
        ? `the card of ${card.slug} names no data set on a hub; write --from hub:owner/name@revision:path. With one: ${known.map((one) => one.card.slug).join(", ")}`
        : `the card of ${card.slug} does not know ${repository}; name its files: --from hub:${repository}@main:PATH`,
    );
  }
  const stored = options.repin || named?.revision != null ? null : await storedPin(card.slug, options);
  const pin = stored?.repository === repository ? stored : null;
  const revision = named?.revision ?? (isOfCard && card.hub !== undefined ? card.hub.branch : "main");
  console.log(`${repository} at ${pin === null ? revision : `pinned commit ${pin.commit}`}`);
  const hub = openHub(process.env);
  try {
    const folder = path.join(plumblineHome(), "hub");
    const loaded = await readFromHub(hub, source, {
      ...{ repository, revision, paths, pin, folder },
      say: (line) => console.log(line),
    });
    console.log(`${pin === null ? "Pinned to" : "Equal to the pinned"} commit ${loaded.pin.commit}.`);
    return loaded;
  } finally {
    await hub.http.close();
  }
}

/** What an instance remembers of the first import from a hub; null where the benchmark is new to it. */
async function storedPin(slug: string, options: RemoteOptions): Promise<HubPin | null> {
  const remoteWanted = options.server ?? process.env.PLUMBLINE_SERVER ?? localInstance();
  const ifThere = (error: unknown) => {
    if (error instanceof PlumblineError && error.code === "not_found") return { pin: null };
    throw error;
  };
  if (remoteWanted !== null) {
    const answer = await openRemote(options)
      .json(`/api/v1/benchmarks/${encodeURIComponent(slug)}`)
      .catch(ifThere);
    return z.object({ pin: hubPinSchema.nullable() }).parse(answer).pin;
  }
  const { withLocalContext } = await import("../local-context");
  const { getBenchmark } = await import("@/server/domain/catalog");
  const found = await withLocalContext((ctx) => getBenchmark(ctx, slug).catch(ifThere));
  return found.pin;
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
const knownFiles = ({ files, fileSets }: BenchmarkSource): string[] => [...(fileSets ?? []).flat(), ...files];
