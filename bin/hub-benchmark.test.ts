import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { benchmarkSource } from "@/catalog/benchmarks";
import type { HubPin } from "@/contracts/benchmark";
import type { BenchmarkRecipe } from "@/formats/benchmarks";
import { startHub } from "../tests/support/hub-server";
import { openHub, readFromHub } from "./hub-benchmark";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const card = (name: string) => {
  const source = benchmarkSource(name);
  if (source === null) throw new Error(`no card ${name}`);
  return source;
};
const lines = (rows: readonly object[]) =>
  new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join("\n"));
const CONVERTED = "refs/convert/parquet";
const commit = (letter: string) => letter.repeat(40);

async function setUp(name: string, files: Record<string, Uint8Array>, branch = "main") {
  const source = card(name);
  const repository = source.card.hub?.repository ?? "own/set";
  const server = await startHub({ repository, branches: { [branch]: { commit: commit("a"), files } } });
  const folder = mkdtempSync(path.join(tmpdir(), "plumbline-hub-"));
  const hub = openHub({ NODE_ENV: "test", PLUMBLINE_HUB: `${server.origin}/` });
  closers.push(
    () => server.close(),
    () => hub.http.close(),
    () => rmSync(folder, { recursive: true }),
  );
  const said: string[] = [];
  const read = (pin: HubPin | null, recipe: BenchmarkRecipe = source) =>
    readFromHub(hub, recipe, {
      ...{ repository, revision: source.card.hub?.branch ?? branch, paths: source.card.hub?.paths ?? [] },
      ...{ pin, folder, say: (line: string) => void said.push(line) },
    });
  return { state: server.state, read, said, branch };
}

describe("a benchmark from a data-set hub", () => {
  it("joins the files of the card, pins commit and checksums, and holds later imports to them", async () => {
    const files = {
      "aime2025-I.jsonl": lines([{ question: "Own 1", answer: "070" }]),
      "aime2025-II.jsonl": lines([{ question: "Own 2", answer: "336^\\circ" }]),
    };
    const { state, read, said, branch } = await setUp("aime2025", files);
    const first = await read(null);
    expect(first.problems.map(({ id, gold }) => [id, gold])).toEqual([
      ["aime2025-01", "70"],
      ["aime2025-02", "336"],
    ]);
    expect(first.pin).toMatchObject({ repository: "opencompass/AIME2025", commit: commit("a") });
    expect(said).toHaveLength(2);
    expect(said[0]).toContain(first.pin.files[0]?.sha256);

    // The branch moves on: the pinned commit is fetched all the same.
    state.branches[branch] = { commit: commit("b"), files: { ...files, "aime2025-I.jsonl": lines([]) } };
    expect((await read(first.pin)).problems).toEqual(first.problems);

    // Same commit, other bytes: refused. A pin of a commit that is gone: said.
    const moved = {
      ...first.pin,
      files: first.pin.files.map((file) => ({ ...file, sha256: "0".repeat(64) })),
    };
    await expect(read(moved)).rejects.toMatchObject({ code: "checksum_mismatch" });
    await expect(read({ ...first.pin, commit: commit("c") })).rejects.toMatchObject({
      code: "revision_not_found",
    });
  });

  it("reads the Parquet files into which a hub converts a split", async () => {
    const table = readFileSync("formats/fixtures/table.parquet");
    const rows: Record<string, unknown>[] = [];
    const recipe = {
      files: [],
      toProblem: (row: Record<string, unknown>, index: number) => {
        rows.push(row);
        return { id: `p${index}`, statement: "Own", gold: "1" };
      },
    };
    const { read, state } = await setUp("gsm8k", { "main/test/0000.parquet": table }, CONVERTED);
    const loaded = await read(null, recipe);
    expect(loaded.problems.length).toBeGreaterThan(1);
    expect(rows).toHaveLength(loaded.problems.length);
    expect(loaded.pin.files.map((file) => file.path)).toEqual(["main/test/0000.parquet"]);
    expect(state.requests[0]?.url).toContain("/revision/refs%2Fconvert%2Fparquet?");
  });
});
