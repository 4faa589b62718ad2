export { type BenchmarkRecipe, type FileStore, loadBenchmark, loadFiles } from "./load-benchmark";
export { readRows } from "./read-rows";
