import { halfWidth, percent, points } from "./format";

type Interval = readonly [number, number] | null;

/** A score with half the width of its interval: 63.3 ±4.1. */
export function ScoreEstimate({ score, interval }: { score: number | null; interval: Interval }) {
  return (
    <>
      {percent(score)} <span className="text-quiet">{halfWidth(interval)}</span>
    </>
  );
}

/** A paired difference with half the width of its interval: +8.1 ±3.0; a dash where nothing can be compared. */
export function LiftEstimate({ lift }: { lift: { value: number; interval: Interval } | null }) {
  return (
    <>
      {points(lift?.value ?? null)} <span className="text-quiet">{halfWidth(lift?.interval ?? null)}</span>
    </>
  );
}
