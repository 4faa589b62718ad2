import type { Metadata } from "next";
import type { Comparison } from "@/contracts/board";
import { orNotFound, viewer } from "../_server/caller";
import { Facts } from "../_ui/facts";
import { halfWidth, percent, points } from "../_ui/format";

export const metadata: Metadata = { title: "Compare" };

type Props = { searchParams: Promise<{ a?: string; b?: string }> };

export default async function Page({ searchParams }: Props) {
  const { a, b } = await searchParams;
  return (
    <>
      <h1 className="mb-2">Compare two runs</h1>
      <p className="max-w-[70ch] text-quiet">
        Paired: problem by problem, over the problems that both runs have.
      </p>
      <form className="my-4 grid max-w-[720px] gap-3 sm:grid-cols-[1fr_1fr_auto]">
        <input
          className="field code"
          name="a"
          defaultValue={a}
          placeholder="run_…"
          aria-label="First run"
          required
        />
        <input
          className="field code"
          name="b"
          defaultValue={b}
          placeholder="run_…"
          aria-label="Second run"
          required
        />
        <button type="submit" className="button" data-kind="primary">
          Compare
        </button>
      </form>
      {a && b ? <Result comparison={await orNotFound((await viewer()).compare.get({ a, b }))} /> : null}
    </>
  );
}

function Result({ comparison }: { comparison: Comparison }) {
  const differing = comparison.perProblem.filter((problem) => problem.a !== problem.b);
  const isDifferent =
    comparison.interval !== null && (comparison.interval[0] > 0 || comparison.interval[1] < 0);
  return (
    <>
      <p className="my-4 text-[28px] font-semibold tabular-nums">
        {points(comparison.difference)}
        <span className="ml-2 text-[15px] font-normal text-quiet">
          points {halfWidth(comparison.interval)} (95 %):{" "}
          {isDifferent ? "they differ" : "not separable on these problems"}
        </span>
      </p>
      <Facts
        items={[
          ["first run", <RunLink key="a" id={comparison.a} score={comparison.scoreA} />],
          ["second run", <RunLink key="b" id={comparison.b} score={comparison.scoreB} />],
          ["problems in common", comparison.problems],
          [
            comparison.test.name === "mcnemar-exact" ? "McNemar test, exact" : "sign-flip permutation test",
            `p = ${comparison.test.pValue.toPrecision(2)}${comparison.test.exact ? "" : " (seeded)"}`,
          ],
        ]}
      />
      <h2>Problems on which they differ ({differing.length})</h2>
      <div className="overflow-x-auto">
        <table className="table">
          <caption className="sr-only">Problems with different scores</caption>
          <thead>
            <tr>
              <th scope="col">problem</th>
              <th scope="col" className="number">
                first
              </th>
              <th scope="col" className="number">
                second
              </th>
              <th scope="col" className="number">
                difference
              </th>
            </tr>
          </thead>
          <tbody>
            {differing.map((problem) => (
              <tr key={problem.problemId}>
                <td>{problem.problemId}</td>
                <td className="number">{percent(problem.a)}</td>
                <td className="number">{percent(problem.b)}</td>
                <td className="number">{points(problem.a - problem.b)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function RunLink({ id, score }: { id: string; score: number }) {
  return (
    <>
      <a href={`/runs/${id}`} className="code">
        {id}
      </a>{" "}
      {percent(score)}
    </>
  );
}
