import { parseJson } from "./json/parse-json";
import { endOfFirst, parseStart } from "./json/parse-start";
import type { Visit } from "./json/scan-rows";
import { isObject } from "./json/shapes";
import { neutral } from "./neutral";
import type { TraceFormat } from "./trace-format";
import { evalchemy } from "./traces/evalchemy";
import { evalplus, humaneval } from "./traces/evalplus";
import { inspect } from "./traces/inspect";
import { livecodebench } from "./traces/livecodebench";
import { lmEvaluationHarness } from "./traces/lm-evaluation-harness";
import { matharena } from "./traces/matharena";
import { mmmu } from "./traces/mmmu";
import { omniJudge } from "./traces/omni-judge";
import { openaiBatch } from "./traces/openai-batch";
import { opencompass } from "./traces/opencompass";
import { optillm } from "./traces/optillm";
import { qwenMath } from "./traces/qwen-math";
import { severalModels } from "./traces/several-models";
import { skythought } from "./traces/skythought";
import { table } from "./traces/table";
import { zeroeval } from "./traces/zeroeval";

/** Every format of this build; where two are equally sure, the earlier one is taken. */
export const FORMATS: readonly TraceFormat[] = [
  neutral,
  lmEvaluationHarness,
  evalchemy,
  inspect,
  evalplus,
  humaneval,
  opencompass,
  matharena,
  qwenMath,
  livecodebench,
  zeroeval,
  skythought,
  openaiBatch,
  optillm,
  mmmu,
  omniJudge,
  severalModels,
  table,
];

const SURE_ENOUGH = 0.5;

/** How a file is laid out: a JSON value a line, or one document with rows where `visit` says. */
export type Layout = { format: TraceFormat; visit: Visit | null };

function surest(certainty: (format: TraceFormat) => number): { format: TraceFormat; sure: number } | null {
  let best: { format: TraceFormat; sure: number } | null = null;
  for (const format of FORMATS) {
    const sure = certainty(format);
    if (sure >= SURE_ENOUGH && sure > (best?.sure ?? 0)) best = { format, sure };
  }
  return best;
}

/** The format of rows by the first of them; the neutral one, with an error for each row, where none fits. */
export const recogniseRows = (first: readonly unknown[]): TraceFormat =>
  surest((format) => format.recognise(first))?.format ?? neutral;

const ROWS_LOOKED_AT = 20;
/** A file whose first lines are all no JSON needs no more of them looked at. */
const LINES_LOOKED_AT = 1000;

/** The items of an array at the top, or the members of an object there. */
const itemsAt: Visit = ([first]) => (first === undefined ? "enter" : "row");
const wholeRow: Visit = () => "row";

/** The rows that stand one level down, under one name. */
const membersOf =
  (name: string): Visit =>
  ([first, second]) => {
    if (first === undefined) return "enter";
    if (first !== name) return "skip";
    return second === undefined ? "enter" : "row";
  };

/**
 * Layout and format of a text by its start. `complete` says that the start is the whole text. Anything that is no known
 * document is read line by line.
 */
export function recogniseText(start: string, complete: boolean): Layout {
  const text = start.replace(/^\uFEFF/, "").trimStart();
  if (text.startsWith("[")) return { format: recogniseRows(rowsIn(parseStart(text))), visit: itemsAt };
  const end = text.startsWith("{") ? endOfFirst(text) : null;
  const isAlone = end === null ? !startsLines(text) : complete && text.slice(end).trim() === "";
  if (text.startsWith("{") && isAlone) {
    const value = parseStart(text);
    const document = surest((format) => format.document?.recognise(value) ?? 0)?.format;
    if (document !== undefined) return { format: document, visit: document.document?.visit ?? wholeRow };
    const alone = surest((format) => format.recognise([value]))?.format;
    if (alone !== undefined && end !== null) return { format: alone, visit: wholeRow };
    const wrapped = recogniseWrapped(value);
    if (wrapped !== null) return wrapped;
    // Any other document is one row, and one error: not an error for each of its lines.
    if (complete && parsed(text) !== undefined) return { format: neutral, visit: wholeRow };
    // A first line that is longer than what was looked at.
    if (alone !== undefined) return { format: alone, visit: null };
  }
  return { format: recogniseRows(firstLines(text, complete)), visit: null };
}

/** Rows that somebody put under one name of an object (`{"results": [...]}`), or under a name each (`{"0": {...}}`). */
function recogniseWrapped(value: unknown): Layout | null {
  if (!isObject(value)) return null;
  const named = surest((format) => format.recognise(rowsIn(Object.values(value))))?.format;
  if (named !== undefined) return { format: named, visit: itemsAt };
  for (const [name, rows] of Object.entries(value)) {
    const list = Array.isArray(rows) ? rows : isObject(rows) ? Object.values(rows) : [];
    const format = surest((one) => one.recognise(rowsIn(list)))?.format;
    if (format !== undefined) return { format, visit: membersOf(name) };
  }
  return null;
}

const rowsIn = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, ROWS_LOOKED_AT) : []);

/** The first line is a JSON value by itself and others follow. */
function startsLines(text: string): boolean {
  const [first = "", ...rest] = text.split("\n", 2);
  return rest.length > 0 && parsed(first) !== undefined;
}

function firstLines(text: string, complete: boolean): unknown[] {
  const lines = text.split("\n");
  if (!complete && lines.length > 1) lines.pop();
  const rows: unknown[] = [];
  for (const line of lines.slice(0, LINES_LOOKED_AT)) {
    if (line.trim() === "") continue;
    const value = parsed(line);
    if (value !== undefined) rows.push(value);
    if (rows.length === ROWS_LOOKED_AT) break;
  }
  return rows;
}

function parsed(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}
