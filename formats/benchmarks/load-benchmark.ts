import type { ProblemInput } from "@/contracts/benchmark";
import { type Row, readRows } from "./read-rows";

/** What the catalogue knows of a benchmark's files (`BenchmarkSource` in catalog/benchmarks). */
export type BenchmarkRecipe = {
  files: readonly string[];
  fileSets?: readonly (readonly string[])[];
  rawColumns?: readonly string[];
  isMember?: (row: Row) => boolean;
  toProblem: (row: Row, index: number) => ProblemInput;
};

/** A folder, an archive, a browser's file list: paths with `/`, and their bytes. */
export type FileStore = { paths: readonly string[]; read(path: string): Promise<Uint8Array> };

export type LoadedBenchmark = { files: string[]; problems: ProblemInput[] };

/**
 * The problems of a benchmark from the known files that a store holds; null where it holds none. The set of files
 * found first in the order of the recipe is taken. Throws with file and line for a file that cannot be read.
 */
export async function loadBenchmark(
  recipe: BenchmarkRecipe,
  store: FileStore,
): Promise<LoadedBenchmark | null> {
  for (const endings of [...(recipe.fileSets ?? []), ...recipe.files.map((ending) => [ending])]) {
    const found = endings.map((ending) => findPath(store.paths, ending));
    const files = found.filter((path) => path !== null);
    if (files.length === endings.length) return loadFiles(recipe, store, files);
  }
  return null;
}

/** The problems from files that the caller names, whatever they are called. */
export async function loadFiles(
  recipe: BenchmarkRecipe,
  store: FileStore,
  files: readonly string[],
): Promise<LoadedBenchmark> {
  const rows: Row[] = [];
  for (const path of files) rows.push(...(await rowsOf(store, path, recipe.rawColumns)));
  const members = recipe.isMember === undefined ? rows : rows.filter(recipe.isMember);
  return { files: [...files], problems: members.map((row, index) => recipe.toProblem(row, index)) };
}

const findPath = (paths: readonly string[], ending: string): string | null =>
  paths.find((path) => `/${path}`.endsWith(`/${ending}`)) ?? null;

/** `answers.csv` beside a folder of statements holds ids and answers; the statements join by id. */
async function rowsOf(
  store: FileStore,
  path: string,
  rawColumns: readonly string[] | undefined,
): Promise<Row[]> {
  const rows = await readRows(path, await store.read(path), rawColumns);
  const folder = path.replace(/answers\.csv$/, "");
  if (folder === path || rows.some((row) => "problem" in row || "question" in row)) return rows;
  const joined: Row[] = [];
  for (const row of rows) {
    const place = `${folder}problems/${String(row.id)}.tex`;
    if (!store.paths.includes(place))
      throw new Error(`${path} names problem ${String(row.id)}; ${place} is missing.`);
    const problem = new TextDecoder("utf-8", { fatal: true }).decode(await store.read(place));
    joined.push({ ...row, problem: problem.trim() });
  }
  return joined;
}
