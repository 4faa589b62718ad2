import type { LiftRow } from "@/contracts/chart";
import { methodTitle } from "../_ui/titles";
import { type Chart, counted, emptyChart, ends, inPercent, intervalColumns } from "./chart";
import { methodLook } from "./method-look";
import { dots } from "./shapes/dots";

const NAME = "strategies";
const TITLE = "The five prior prompts side by side";

/** Newest run of each prior prompt on each model and benchmark, with its length, beside direct. */
export function strategyComparison(lifts: readonly LiftRow[]): Chart {
  const isStrategy = (row: LiftRow["row"]) => row.method.id.startsWith("ppe-");
  const placeOf = ({ benchmark, row }: LiftRow) => `${row.model.name} · ${benchmark.slug}`;
  const places = [...new Set(lifts.filter(({ row }) => isStrategy(row)).map(placeOf))];
  const rows = places.flatMap((place) => {
    const here = lifts.filter(
      (item) => placeOf(item) === place && (isStrategy(item.row) || item.row.method.id === "direct"),
    );
    const methods = [...new Set(here.map(({ row }) => row.method.id))].sort();
    return methods.flatMap((method) => {
      const row = here.find((item) => item.row.method.id === method)?.row;
      if (row === undefined || row.score === null) return [];
      return [
        {
          place,
          method,
          score: row.score,
          ...ends(row.interval.newProblems),
          tokens: row.tokens,
          lift: row.lift?.value ?? null,
        },
      ];
    });
  });
  if (rows.length === 0)
    return emptyChart({ name: NAME, title: TITLE, summary: "No run of these prompts yet." });
  const best = [...rows]
    .filter((row) => row.method !== "direct")
    .sort((left, right) => right.score - left.score)[0];
  return {
    name: NAME,
    title: TITLE,
    summary: `${counted(rows.length, "run")}; the highest score of a prior prompt is ${best === undefined ? "–" : methodTitle(best.method)} with ${inPercent(best?.score ?? 0)}.`,
    note: "The newest run of each prompt and of direct on the same model and benchmark. Bars are 95 % intervals over new problems; the lift chart above has the paired differences.",
    columns: [
      { key: "place", title: "model and benchmark" },
      { key: "method", title: "method" },
      { key: "score", title: "score", unit: "percent" },
      ...intervalColumns("percent"),
      { key: "tokens", title: "tokens a problem", unit: "number" },
      { key: "lift", title: "lift", unit: "points" },
    ],
    rows,
    draw: (inks) =>
      dots(
        rows.map((row) => ({
          label: [methodTitle(row.method), places.length > 1 ? row.place : ""].filter(Boolean).join(" · "),
          value: row.score,
          low: row.low,
          high: row.high,
          ...methodLook(row.method),
        })),
        { label: "score, %", percent: true },
        inks,
        TITLE,
      ),
  };
}
