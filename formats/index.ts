export { readTraces, type TraceItem } from "./read-traces";
export { splitLines } from "./split-lines";
export type { ForeignSample } from "./trace-format";
