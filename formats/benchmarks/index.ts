export {
  type BenchmarkRecipe,
  type FileStore,
  type LoadedBenchmark,
  loadBenchmark,
  loadFiles,
} from "./load-benchmark";
export { readRows } from "./read-rows";
