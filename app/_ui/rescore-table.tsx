import type { Rescore, RescoredRun } from "@/contracts/rescore";
import { count, instant, percent, points } from "./format";
import { ScrollTable } from "./scroll-table";
import { benchmarkTitle, methodTitle } from "./titles";

/** One re-score: how far it is, what it moved in all, and each run that the reader may see. */
export function RescoreReport({ rescore }: { rescore: Rescore }) {
  const when = rescore.state === "done" ? `done ${instant(rescore.finishedAt)}` : "under way";
  return (
    <section aria-label={`Re-score ${rescore.id}`} className="mt-6">
      <h3>
        Started {instant(rescore.startedAt)} under verifier {rescore.verifierVersion}, {when}
      </h3>
      <p className="text-[14px]">
        {rescore.state === "running" && (
          <>
            {count(rescore.judged)} of {count(rescore.samples)} samples judged. A board is taken over whole,
            when all its runs are judged:{" "}
          </>
        )}
        {count(rescore.done)} of {count(rescore.runs)} runs taken over
        {rescore.failed > 0 && <>, {count(rescore.failed)} keep their former verdicts</>}.
        {rescore.done > 0 && (
          <>
            {" "}
            Of {count(rescore.samples)} samples {count(rescore.moved)} moved: {count(rescore.becameCorrect)}{" "}
            became correct, {count(rescore.noLongerCorrect)} no longer are.
          </>
        )}
      </p>
      {rescore.items.length > 0 && (
        <ScrollTable
          label={`Runs of re-score ${rescore.id}`}
          className="mt-2"
          columns={[
            "run",
            { number: "moved" },
            { number: "before" },
            { number: "after" },
            { number: "points" },
            "verifier",
            "board before",
            "state",
          ]}
        >
          {rescore.items.map((item) => (
            <RunRow key={item.runId} item={item} />
          ))}
        </ScrollTable>
      )}
    </section>
  );
}

function RunRow({ item }: { item: RescoredRun }) {
  const { scoreBefore, scoreAfter } = item;
  const change = scoreBefore === null || scoreAfter === null ? null : scoreAfter - scoreBefore;
  return (
    <tr>
      <td>
        <a href={`/runs/${item.runId}`}>
          {item.model}, {methodTitle(item.method)}
        </a>
      </td>
      <td className="number">
        {item.moved > 0 ? (
          <a href={`/verifier/changes?run=${item.runId}`}>{count(item.moved)}</a>
        ) : (
          count(item.moved)
        )}
      </td>
      <td className="number">{percent(scoreBefore)}</td>
      <td className="number">{percent(scoreAfter)}</td>
      <td className="number">{points(change)}</td>
      <td className="code">
        {withoutHash(item.fromKey)} to {withoutHash(item.toKey)}
      </td>
      <td>
        <a href={`/benchmarks/${item.benchmark}?verifier=${encodeURIComponent(item.fromKey)}`}>
          {benchmarkTitle(item.benchmark)}
        </a>
      </td>
      <td>{item.reason ?? item.state}</td>
    </tr>
  );
}

/** Kind and version of a key; the hash of its policies is on the run's page. */
const withoutHash = (key: string): string => key.split(":").slice(0, 2).join(" ");
