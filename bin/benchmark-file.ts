import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type BenchmarkRecipe, type FileStore, loadBenchmark, loadFiles } from "@/formats/benchmarks";

const LARGEST_BYTES = 512 * 1024 ** 2;

/**
 * The problems that `from` holds: the file itself, or the card's known files below a folder. Null where there is none.
 */
export async function readBenchmark(from: string, recipe: BenchmarkRecipe) {
  if (!existsSync(from)) return null;
  if (statSync(from).isDirectory()) return loadBenchmark(recipe, folderStore(from));
  return loadFiles(recipe, folderStore(path.dirname(from)), [path.basename(from)]);
}

function folderStore(folder: string): FileStore {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
  return {
    paths,
    async read(name) {
      const file = path.join(folder, name);
      if (statSync(file).size > LARGEST_BYTES)
        throw new Error(`${file} is larger than ${LARGEST_BYTES / 1024 ** 2} MB.`);
      return readFileSync(file);
    },
  };
}
