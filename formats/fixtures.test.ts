import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { UPLOAD_LIMITS } from "@/contracts/trace-line";
import { type MatchableProblem, Matcher } from "./match/matcher";
import { readTraces, type TraceItem, type TraceOptions } from "./read-traces";

const folder = path.join(import.meta.dirname, "fixtures");
const FIXTURES = readdirSync(folder).filter((name) => !name.endsWith(".golden.txt"));

/** The six problems that the fixtures were written about. */
const PROBLEMS: MatchableProblem[] = [
  ["Ada packs $12$ boxes with $7$ pens each. How many pens does she pack?", "84"],
  ["Solve $3x - 5 = 16$ for $x$. Give the value of $x$ only.", "7"],
  ["What is the remainder when $2^{10}$ is divided by $7$?", "2"],
  ["Compute $\\frac{3}{4} + \\frac{1}{8}$ as a common fraction.", "\\frac{7}{8}"],
  ["A square has diagonal $6\\sqrt{2}$. What is its area, in square units?", "36"],
  ["Write $0.\\overline{27}$ as a fraction in lowest terms, please.", "\\frac{3}{11}"],
].map(([statement = "", gold = ""], index) => ({
  id: `own-${index + 1}`,
  statement,
  gold,
  options: null,
  aliases: [
    { tool: "evalplus", alias: `HumanEval/${index}` },
    { tool: "livecodebench", alias: `own${index}_a` },
    { tool: "mmmu", alias: `validation_Own_${index}` },
  ],
}));

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(bytes: Uint8Array, size: number, options: TraceOptions = {}): Promise<TraceItem[]> {
  const items: TraceItem[] = [];
  for await (const item of readTraces(inChunks(bytes, size), UPLOAD_LIMITS, options)) items.push(item);
  return items;
}

const quoted = (text: string | null | undefined) =>
  text === null || text === undefined
    ? "-"
    : JSON.stringify(text.length > 70 ? `${text.slice(0, 69)}…` : text);

/** One line an item: where it stands, what it was matched with, and everything that the file says of it. */
function told(item: TraceItem, matcher: Matcher<MatchableProblem>): string {
  if (item.kind === "format") return `format ${item.format}`;
  if (item.kind === "error") return `${item.error.line}: ${item.error.code}: ${item.error.message}`;
  if (item.kind === "end")
    return `end after ${item.lines} rows ${item.error === null ? "" : item.error.code}`.trim();
  const { sample } = item;
  const match = matcher.match(sample);
  const whose =
    "error" in match
      ? match.error.code
      : `${match.problem.id} by ${match.by}${match.otherGold ? " (other gold)" : ""}`;
  const parts = [
    `${item.line}: ${whose}, sample ${"error" in match ? sample.sample : (match.sample ?? "next")}`,
    `response ${quoted(sample.response)}`,
  ];
  if (sample.reasoning !== undefined) parts.push(`reasoning ${quoted(sample.reasoning)}`);
  if (sample.prompt_tokens !== undefined || sample.completion_tokens !== undefined)
    parts.push(`tokens ${sample.prompt_tokens ?? "-"}/${sample.completion_tokens ?? "-"}`);
  if (sample.finish_reason !== undefined) parts.push(`finish ${sample.finish_reason}`);
  if (sample.imported !== undefined) {
    const { tool, correct, extracted } = sample.imported;
    parts.push(`${tool} says ${correct ?? "nothing"} on ${quoted(extracted)}`);
  }
  if (!("id" in sample.problem)) parts.push(`gold ${quoted(sample.problem.gold)}`);
  return parts.join("; ");
}

describe("fixtures of every format", () => {
  it.each(FIXTURES)("%s is read as its golden says, whatever the chunks", async (name) => {
    const bytes = readFileSync(path.join(folder, name));
    const options = name === "several-models.jsonl" ? { variant: "small" } : {};
    const items = await read(bytes, 1 << 16, options);
    expect(await read(bytes, 11, options)).toEqual(items);
    if (!/\.(eval|parquet|zst)$/.test(name)) expect(await read(gzipSync(bytes), 64, options)).toEqual(items);
    const matcher = new Matcher(PROBLEMS);
    const text = `${items.map((item) => told(item, matcher)).join("\n")}\n`;
    await expect(text).toMatchFileSnapshot(path.join(folder, `${name}.golden.txt`));
  });

  it("tells the models of a file of several apart", async () => {
    const items = await read(readFileSync(path.join(folder, "several-models.jsonl")), 4096);
    const models = items.flatMap((item) => (item.kind === "sample" ? [item.sample.variant] : []));
    expect(models).toEqual(Array.from({ length: 6 }, () => ["small", "large"]).flat());
  });

  it("tells that a document is of no known format once, not for each of its lines", async () => {
    const summary = JSON.stringify({ results: { own: { acc: 0.5 } }, config: {} }, null, 2);
    const items = await read(Buffer.from(summary), 4096);
    expect(items.filter(({ kind }) => kind === "error")).toHaveLength(1);
  });

  it("keeps what came before the end of a cut document", async () => {
    const bytes = readFileSync(path.join(folder, "zeroeval.json"));
    const items = await read(bytes.subarray(0, bytes.length * 0.6), 100);
    expect(items.filter(({ kind }) => kind === "sample").length).toBeGreaterThan(2);
    expect(items.at(-1)).toMatchObject({ kind: "end", fatal: false, error: { code: "truncated_stream" } });
  });
});
