import { Fragment } from "react";
import type { BoardRow } from "@/contracts/board";
import { emptyOutcomeCounts } from "@/contracts/outcome";
import { LiftEstimate, ScoreEstimate } from "./estimate";
import { rankRange, tokens } from "./format";
import { commonDomain, IntervalBar } from "./interval-bar";
import { MethodParams } from "./method-params";
import { ModelLabel } from "./model-label";
import { OutcomeBar } from "./outcome";

export type BoardViewName = "score" | "lift" | "budget";

/**
 * Rows carry the sort keys that their cells round as data attributes; the small script takes the rest from the cells. A
 * hundred rows stand in the page twice (document and framework's payload), so every attribute here is paid 200 times.
 */
export function BoardTable({ rows, view }: { rows: readonly BoardRow[]; view: BoardViewName }) {
  const domain = commonDomain(rows.map((row) => row.interval.newProblems));
  return (
    <div className="relative overflow-x-auto">
      <table className="table" data-board data-view={view}>
        <caption className="sr-only">Runs ranked by {view}</caption>
        <thead>
          <tr>
            <Head label="rank" sort="position" />
            <Head label="method" sort="method" />
            <Head label="model" sort="model" />
            <Head label="score" sort="score" number />
            <th scope="col" className="min-w-[170px]">
              95 % (new problems)
            </th>
            <Head label={view === "lift" ? "lift at equal tokens" : "lift"} sort="lift" number />
            <Head label="tokens" sort="tokens" number />
            <th scope="col">outcomes</th>
            <th scope="col">tier</th>
            <th scope="col">runs</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Fragment key={row.runId}>
              {view === "score" && endsTieGroup(rows, index) && <GroupRule before={index} />}
              <Row row={row} domain={domain} view={view} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ label, sort, number = false }: { label: string; sort: string; number?: boolean }) {
  return (
    <th scope="col" className={number ? "number" : undefined} data-sort={sort} aria-sort="none">
      {label}
    </th>
  );
}

/** Groups are of scores: rows in the order of their lift or tokens have none. True before the first row below a group of at least two rows that are not separable. */
function endsTieGroup(rows: readonly BoardRow[], index: number): boolean {
  const group = rows[index - 1]?.tieGroup;
  if (group === undefined || group === null || rows[index]?.tieGroup === group) return false;
  return rows[index - 2]?.tieGroup === group;
}

function GroupRule({ before }: { before: number }) {
  return (
    <tr data-rule={before}>
      <td colSpan={10} style={{ height: 18 }} className="text-[11.5px] text-quiet">
        tie group above: its rows are not separable at this sample size
      </td>
    </tr>
  );
}

function Row(props: { row: BoardRow; domain: readonly [number, number]; view: BoardViewName }) {
  const { row } = props;
  const lift = props.view === "lift" ? row.liftAtEqualTokens : row.lift;
  const outcomes = { ...emptyOutcomeCounts(), ...row.outcomes };
  return (
    <tr
      data-score={sortKey(row.score)}
      data-lift={sortKey(lift?.value ?? null)}
      data-tokens={row.tokens === null ? "" : Math.round(row.tokens)}
    >
      <td title={row.unranked ?? undefined}>
        {row.unranked === null ? rankRange(row.rankRange) : <span className="text-quiet">unranked</span>}
      </td>
      <td>
        <a href={`/methods/${row.method.id}`}>{row.method.title}</a>{" "}
        <MethodParams id={row.method.id} params={row.method.params} />{" "}
        <span className="code text-quiet">{samplingOf(row)}</span>
      </td>
      <td>
        <a href={`/runs/${row.runId}`} data-open="">
          {row.model.name}
        </a>
        <ModelLabel label={row.label} />
      </td>
      <td className="number">
        <ScoreEstimate score={row.score} interval={row.interval.newProblems} />
      </td>
      <td>
        <IntervalBar value={row.score} interval={row.interval.newProblems} domain={props.domain} />
      </td>
      <td className="number">
        <LiftEstimate lift={lift} />
      </td>
      <td className="number">{tokens(row.tokens)}</td>
      <td>
        {row.kind === "reduced" ? (
          <span className="text-quiet" title="It aggregates stored samples and owns none.">
            of its pool
          </span>
        ) : (
          <OutcomeBar counts={outcomes} />
        )}
      </td>
      <td>{row.tier}</td>
      <td className="text-quiet">{row.attempts > 1 ? `best of ${row.attempts}` : "1 of 1"}</td>
    </tr>
  );
}

/** Enough digits to sort by; empty where nothing is known. */
const sortKey = (value: number | null): string => (value === null ? "" : String(Number(value.toFixed(5))));

/** What else tells two rows of one method and model apart; a reduced row has its number among its parameters. */
function samplingOf({ kind, sampling }: BoardRow): string {
  if (kind === "reduced") return "";
  return `n=${sampling.samples}${sampling.temperature === 0 ? " greedy" : ""}`;
}
