import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { BENCHMARK_SOURCES } from "@/catalog/benchmarks";
import { problemInputSchema } from "@/contracts/benchmark";
import type { JudgedProblem } from "@/contracts/runner";
import { Matcher, readTraces } from "@/formats";
import { answerContext } from "@/gpu-runner/judge/answer-context";
import { equivalent, verifierKey } from "@/verify";
import { readBenchmark } from "../benchmark-file";
import { ROOT } from "../root";
import { type Benchmark, type FileRow, matchFile } from "./reproduction/match-file";
import { publishedOf } from "./reproduction/published";
import { type FileReport, renderReport } from "./reproduction/render-report";
import { reproduceFile } from "./reproduction/reproduce-file";

/** `npm run reproduce`: fills docs/reproduction.md from the traces under $PLUMBLINE_SHARED/data. */
const shared = path.resolve(ROOT, process.env.PLUMBLINE_SHARED ?? "../shared");
const traces = path.join(shared, "data", "traces");

type TraceSet = { name: string; published_scores?: unknown[]; redistribution?: string };

async function benchmarksAtHand(): Promise<Benchmark[]> {
  const found: Benchmark[] = [];
  for (const source of BENCHMARK_SOURCES) {
    const loaded = await readBenchmark(path.join(shared, "data", "benchmarks"), source);
    if (loaded === null || source.card.slug === "mbpp-plus-early") continue;
    const problems = loaded.problems.map((input): JudgedProblem => {
      const {
        solution: _,
        category: __,
        publishedOn: ___,
        answerKind,
        ...rest
      } = problemInputSchema.parse(input);
      return { ...rest, answerKind: answerKind ?? source.card.answerKind };
    });
    const matcher = new Matcher(
      problems,
      (problem, theirs) => equivalent(problem.gold, theirs, answerContext(problem, {})) === true,
    );
    found.push({ slug: source.card.slug, policies: source.card.protocol.policies ?? {}, problems, matcher });
  }
  return found;
}

function setsOf(manifest: string): TraceSet[] {
  if (!existsSync(manifest)) return [];
  const value: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  return typeof value === "object" && value !== null && "sets" in value && Array.isArray(value.sets)
    ? value.sets
    : [];
}

async function readFile(file: string, variant: string | null) {
  const rows: FileRow[] = [];
  let format = "";
  let errors = 0;
  const models = new Set<string>();
  for await (const item of readTraces(
    createReadStream(file),
    undefined,
    variant === null ? {} : { variant },
  )) {
    if (item.kind === "format") format = item.format;
    else if (item.kind === "sample") {
      const model = item.sample.variant;
      if (model !== undefined) models.add(model);
      if (variant === null || model === variant) rows.push({ line: item.line, sample: item.sample });
    } else if (item.kind === "error") errors++;
  }
  return { rows, format, errors, models: [...models] };
}

async function main(): Promise<void> {
  if (!existsSync(traces)) {
    console.error(
      `There are no traces at ${traces}; set PLUMBLINE_SHARED to the folder that holds data/traces.`,
    );
    process.exitCode = 2;
    return;
  }
  const benchmarks = await benchmarksAtHand();
  const sets = setsOf(path.join(traces, "MANIFEST.json"));
  const reports: FileReport[] = [];
  for (const file of traceFiles()) {
    const [folder = ""] = file.split("/");
    const set = sets.find(({ name }) => name === folder);
    const first = await readFile(path.join(traces, file), null);
    const variants = first.models.length > 1 ? first.models : [null];
    for (const variant of variants) {
      const read = variant === null ? first : await readFile(path.join(traces, file), variant);
      if (read.rows.length === 0) {
        console.error(`${file}: no samples (${read.format}, ${read.errors} bad rows)`);
        continue;
      }
      const match = matchFile(read.rows, benchmarks, read.format);
      const name = file.slice(folder.length + 1) + (variant === null ? "" : ` (${variant})`);
      const result = reproduceFile(match.matched, match.rest, {
        format: read.format,
        model: file,
        policies: benchmarks.find(({ slug }) => slug === match.benchmark)?.policies ?? {},
      });
      const [published = null] = publishedOf(set?.published_scores ?? [], file, variant, read.rows.length);
      const mayQuote = set?.redistribution === undefined;
      reports.push({
        set: folder,
        name,
        format: read.format,
        errors: read.errors,
        published,
        mayQuote,
        match,
        result,
      });
      console.error(
        `${file}: ${match.benchmark}, ${result.samples} samples, ${result.differences.length} differ`,
      );
    }
  }
  const target = path.join(ROOT, "docs", "reproduction.md");
  writeFileSync(target, renderReport(reports, verifierKey()));
  console.error(`Wrote ${target}.`);
}

function traceFiles(): string[] {
  return readdirSync(traces, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(traces, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((name) => name.includes("/") && !/metrics\.(json|txt)$/.test(name))
    .sort();
}

await main();
