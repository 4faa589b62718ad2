export { getBenchmark } from "./get-benchmark";
export { type ImportedBenchmark, importBenchmark } from "./import-benchmark";
export { listBenchmarks } from "./list-benchmarks";
export { getMethod, listMethods } from "./list-methods";
export { getModel, listModels } from "./list-models";
export { getSuite, listSuites } from "./list-suites";
export { readAskedProblems, readJudgedProblems } from "./read-problems";
export { type ResolvedBenchmark, resolveBenchmark } from "./resolve-benchmark";
export { syncCatalog } from "./sync-catalog";
