import type { LiftRow } from "@/contracts/chart";
import { methodTitle } from "../_ui/titles";
import { type Chart, counted, intervalColumns, wordColumns } from "./chart";
import { methodLook } from "./method-look";
import { parameters } from "./parameters";
import { type DotRow, dots } from "./shapes/dots";

/** Lines of the picture; the table and the file hold all. */
const MOST_LINES = 40;

type LiftKind = "direct" | "equal-tokens";

export type ForestOptions = {
  /** Lift over one direct sample, or over voting that spends as many tokens. */
  against: LiftKind;
  /** What varies between the lines, beside the model. */
  by: "benchmark" | "method";
};

const NAMES: Record<LiftKind, { name: string; title: string; axis: string; note: string }> = {
  direct: {
    name: "lift",
    title: "Lift over direct",
    axis: "lift over direct, points",
    note: "Paired difference to the direct run of the same model, endpoint, benchmark version, token limit and sampling; bars are 95 % t intervals over problems.",
  },
  "equal-tokens": {
    name: "lift-equal-tokens",
    title: "Lift at equal tokens",
    axis: "lift over voting at equal tokens, points",
    note: "Paired difference to majority voting on the direct run's samples with as many tokens as the method spends; bars are 95 % t intervals over problems.",
  },
};

/** Lifts with their intervals, one line a run; a run without one says why. Runs are never pooled into one number. */
export function liftForest(lifts: readonly LiftRow[], { against, by }: ForestOptions): Chart {
  const { name, title, axis, note } = NAMES[against];
  const rows = lifts
    .filter(({ row }) => row.method.id !== "direct")
    .map(({ benchmark, row, notComparable }) => {
      const lift = against === "direct" ? row.lift : row.liftAtEqualTokens;
      return {
        run: row.runId,
        method: row.method.id,
        parameters: parameters(row.method.id, row.method.params),
        model: row.model.name,
        benchmark: `${benchmark.slug}@${benchmark.version}`,
        lift: lift?.value ?? null,
        low: lift?.interval[0] ?? null,
        high: lift?.interval[1] ?? null,
        reason: lift === null ? reasonOf(against, row.lift !== null, notComparable) : null,
      };
    })
    .sort((left, right) => (right.lift ?? -2) - (left.lift ?? -2));
  const measured = rows.filter((row) => row.lift !== null);
  const above = measured.filter((row) => (row.low ?? 0) > 0).length;
  const below = measured.filter((row) => (row.high ?? 0) < 0).length;
  // What all lines share is no label.
  const differ = (key: "model" | "benchmark") => new Set(rows.map((row) => row[key])).size > 1;
  const [models, benchmarks] = [differ("model"), differ("benchmark")];
  const settingsDiffer = by === "benchmark" && rows.some((row) => row.parameters !== "");
  const label = (row: (typeof rows)[number]) => {
    const parts = [
      by === "method" ? methodTitle(row.method) : "",
      row.parameters || (settingsDiffer ? "defaults" : ""),
      models ? row.model : "",
      benchmarks ? row.benchmark : "",
    ].filter(Boolean);
    return parts.length === 0 ? `${row.model} · ${row.benchmark}` : parts.join(" · ");
  };
  return {
    name,
    title,
    summary:
      rows.length === 0
        ? "No run to compare with direct yet."
        : `Of ${counted(rows.length, "run")}, ${measured.length} can be compared: ${above} above 0, ${below} below, ${measured.length - above - below} not separable from it.`,
    note: `${note} There is no pooled line: runs of different models and benchmarks estimate different things.${rows.length > MOST_LINES ? ` The first ${MOST_LINES} of ${rows.length} are drawn.` : ""}`,
    columns: [
      ...wordColumns("run", "method", "parameters", "model", "benchmark"),
      { key: "lift", title: "lift", unit: "points" },
      ...intervalColumns("points"),
      { key: "reason", title: "not comparable because" },
    ],
    rows,
    draw: (inks) =>
      dots(
        rows.slice(0, MOST_LINES).map((row): DotRow => {
          const look = methodLook(row.method);
          const { lift: value, low, high } = row;
          return {
            label: label(row),
            value,
            low,
            high,
            ...look,
            ...(row.reason ? { instead: row.reason } : {}),
          };
        }),
        { label: axis, percent: true, unit: "points", reference: 0 },
        inks,
        `${title}: ${counted(rows.length, "run")}`,
      ),
  };
}

function reasonOf(against: LiftKind, hasLift: boolean, notComparable: string | null): string {
  if (notComparable !== null) return notComparable;
  if (against === "equal-tokens" && hasLift)
    return "its tokens buy more votes than the direct run has samples, or tokens are unknown";
  return "nothing to compare with";
}
