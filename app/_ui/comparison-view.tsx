import type { ComparisonOfSeveral } from "@/contracts/board";
import { halfWidth, percent, points, pValue } from "./format";
import { MethodParams } from "./method-params";
import { ModelLabel } from "./model-label";
import { ScrollTable } from "./scroll-table";

/** The compared runs are called by these, in the order in which they are chosen. */
export const LETTERS = ["A", "B", "C", "D"] as const;
const MOST_PROBLEMS_SHOWN = 500;

/** Are these runs different, and on which problems? Every pair first, then the problems on which the runs differ. */
export function ComparisonView({ comparison }: { comparison: ComparisonOfSeveral }) {
  return (
    <>
      <Headline comparison={comparison} />
      <RunsTable comparison={comparison} />
      <PairsTable comparison={comparison} />
      <ProblemsTable comparison={comparison} />
    </>
  );
}

/** For two runs the one number that the page is about. */
function Headline({ comparison: { pairs } }: { comparison: ComparisonOfSeveral }) {
  const [pair, ...more] = pairs;
  if (pair === undefined || more.length > 0) return null;
  return (
    <p className="my-4 text-[28px] font-semibold leading-tight tabular-nums">
      {points(pair.difference)}
      <span className="ml-2 text-[15px] font-normal text-quiet">
        points {halfWidth(pair.interval)} ({"95\u00a0%"}), A − B:{" "}
        {isApart(pair) ? "they differ" : "not separable on these problems"}
      </span>
    </p>
  );
}

function isApart({ interval }: ComparisonOfSeveral["pairs"][number]): boolean {
  return interval !== null && (interval[0] > 0 || interval[1] < 0);
}

function RunsTable({ comparison: { runs, benchmark } }: { comparison: ComparisonOfSeveral }) {
  return (
    <>
      <h2>Runs</h2>
      <p className="mb-2 text-quiet">
        on{" "}
        <a href={`/benchmarks/${benchmark.slug}`}>
          {benchmark.title} v{benchmark.version}
        </a>
      </p>
      <ScrollTable label="The compared runs" columns={["run", "method", "model", { number: "score" }]}>
        {runs.map((run, index) => (
          <tr key={run.id}>
            <th scope="row" className="whitespace-nowrap">
              {LETTERS[index]}{" "}
              <a href={`/runs/${run.id}`} className="code font-normal">
                {run.id}
              </a>
            </th>
            <td>
              <a href={`/methods/${run.method.id}`}>{run.method.title}</a>{" "}
              <MethodParams id={run.method.id} params={run.method.params} />
            </td>
            <td>
              {run.model.name}
              <ModelLabel label={run.label} />
            </td>
            <td className="number">{percent(run.score)}</td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}

function PairsTable({ comparison: { runs, pairs } }: { comparison: ComparisonOfSeveral }) {
  const letter = (id: string) => LETTERS[runs.findIndex((run) => run.id === id)] ?? "?";
  return (
    <>
      <h2>Paired differences</h2>
      <ScrollTable
        label="Every pair of runs, over the problems that both have"
        columns={[
          "pair",
          { number: "difference" },
          { number: "95 % interval" },
          { number: "problems" },
          "test",
          pairs.length > 1 ? "different (Holm, 5 %)" : "different (5 %)",
        ]}
      >
        {pairs.map((pair) => (
          <tr key={`${pair.a} ${pair.b}`}>
            <th scope="row" className="whitespace-nowrap font-normal">
              {letter(pair.a)} − {letter(pair.b)}
            </th>
            <td className="number">{points(pair.difference)}</td>
            <td className="number">
              {pair.interval ? `${points(pair.interval[0])} to ${points(pair.interval[1])}` : "–"}
            </td>
            <td className="number">{pair.problems}</td>
            <td className="whitespace-nowrap">
              {pair.test.name === "mcnemar-exact" ? "McNemar, exact" : "sign-flip permutation"}:{" "}
              {pValue(pair.test.pValue)}
              {pair.test.exact ? "" : " (seeded)"}
            </td>
            <td>{pair.significant ? "yes" : "not shown"}</td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}

function ProblemsTable({ comparison: { runs, perProblem } }: { comparison: ComparisonOfSeveral }) {
  const differing = perProblem.filter(({ scores }) => new Set(scores).size > 1);
  const shown = differing.slice(0, MOST_PROBLEMS_SHOWN);
  return (
    <>
      <h2>Problems on which they differ ({differing.length})</h2>
      {differing.length === 0 ? (
        <p className="text-quiet">They score the same on every problem.</p>
      ) : (
        <ScrollTable
          label="Problems with different scores"
          columns={[
            "problem",
            ...runs.map((_, index) => ({ number: LETTERS[index] })),
            { unseen: "samples side by side" },
          ]}
        >
          {shown.map((problem) => (
            <tr key={problem.problemId}>
              <th scope="row" className="font-normal">
                {problem.problemId}
              </th>
              {problem.scores.map((score, index) => (
                <td key={runs[index]?.id} className="number">
                  <Cell score={score} />
                </td>
              ))}
              <td className="whitespace-nowrap">
                <a
                  href={sideBySide(
                    runs.map((run) => run.id),
                    problem.problemId,
                  )}
                >
                  read
                </a>
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
      {differing.length > shown.length && (
        <p className="mt-2 text-quiet">
          The first {MOST_PROBLEMS_SHOWN} of {differing.length}; the API lists all.
        </p>
      )}
    </>
  );
}

/** The score as a number over a bar of its length, so that a column reads as a picture. */
function Cell({ score }: { score: number | null }) {
  if (score === null) return <span title="this run lacks the problem">–</span>;
  const share = `${(score * 100).toFixed(1)}%`;
  return (
    <span
      className="inline-block min-w-[56px] px-1 text-right"
      style={{ background: `linear-gradient(to right, var(--accent-soft) ${share}, transparent ${share})` }}
    >
      {percent(score)}
    </span>
  );
}

function sideBySide(runIds: readonly string[], problemId: string): string {
  const query = new URLSearchParams({ problem: problemId });
  for (const [index, id] of runIds.entries()) query.set((LETTERS[index] ?? "").toLowerCase(), id);
  return `/compare?${query}#side-by-side`;
}
