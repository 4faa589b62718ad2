export { parseLine } from "./decode-line";
export { foldLatex, foldSpace } from "./match/fold";
export { MATCH_WAYS, type Match, type MatchableProblem, Matcher, type MatchWay } from "./match/matcher";
export { MAX_PROBLEMS, type ReadProblem, readProblems } from "./read-problems";
export { readTraces, type TraceItem, type TraceOptions } from "./read-traces";
export { FORMATS } from "./recognise";
export { splitLines } from "./split-lines";
export { inMemory, type Spool } from "./tables/gather";
export type { RandomAccess } from "./tables/random-access";
export type { TableLimits } from "./tables/table-limits";
export type {
  ForeignProblem,
  ForeignSample,
  ImportedVerdict,
  ReadOptions,
  TraceFormat,
} from "./trace-format";
