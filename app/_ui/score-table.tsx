import type { Interval, Score } from "@/contracts/board";
import { percent } from "./format";
import { ScrollTable } from "./scroll-table";

function range(interval: Interval | null): string {
  return interval === null ? "–" : `${percent(interval[0])} – ${percent(interval[1])}`;
}

/** `pass@k` with its k: pass@16; `avg@n` with the samples of a problem. */
export function metricName(score: Pick<Score, "metric" | "k">): string {
  return score.metric.replace(/([@^]|-of-)[nk]$/, `$1${score.k}`);
}

/** Every estimator that the stored counts allow, with both intervals. */
export function ScoreTable({ scores }: { scores: readonly Score[] }) {
  const known = scores.filter(({ value }) => value !== null);
  if (scores.length === 0) return <p className="text-quiet">Scores appear when the samples are verified.</p>;
  return (
    <>
      <ScrollTable
        label="Estimators with their 95 % intervals"
        columns={["metric", { number: "value" }, { number: "new problems" }, { number: "rerun" }]}
      >
        {known.map((score) => (
          <tr key={`${score.metric}/${score.k}`}>
            <td>{metricName(score)}</td>
            <td className="number">{percent(score.value)}</td>
            <td className="number">{range(score.interval.newProblems)}</td>
            <td className="number">{range(score.interval.rerun)}</td>
          </tr>
        ))}
      </ScrollTable>
      {known.length < scores.length && (
        <p className="mt-1 text-[13px] text-quiet">
          {scores.length - known.length} further estimators are not known: they need every sample of every
          problem, or scores that the samples do not carry.
        </p>
      )}
    </>
  );
}
