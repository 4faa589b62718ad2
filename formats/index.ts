export { MAX_PROBLEMS, type ReadProblem, readProblems } from "./read-problems";
export { readTraces, type TraceItem } from "./read-traces";
export { splitLines } from "./split-lines";
export type { ForeignSample, TraceFormat } from "./trace-format";
