"use client";

import type { CostEstimate } from "@/contracts/submission";
import type { SubmitChoices } from "./choices";

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

function range(pair: readonly [number, number]): string {
  return pair[0] === pair[1] ? WHOLE.format(pair[0]) : `${WHOLE.format(pair[0])} – ${WHOLE.format(pair[1])}`;
}

/** What a submission would cost, run by run, and why a benchmark of its suite cannot be run. */
export function EstimatePanel({ estimate, choices }: { estimate: CostEstimate; choices: SubmitChoices }) {
  const benchmarkOf = (slug: string) => choices.benchmarks.find((one) => one.slug === slug)?.title ?? slug;
  const methodOf = (id: string) => choices.methods.find((one) => one.id === id)?.title ?? id;
  return (
    <div className="border border-rule bg-panel px-4 py-3 text-[14px]">
      {estimate.runs.map((run) => (
        <p key={`${run.benchmark}/${run.method}`} className="tabular-nums">
          {methodOf(run.method)} on {benchmarkOf(run.benchmark)}: {run.problems} problems × {run.samples}{" "}
          samples, {range(run.calls)} calls, about{" "}
          {range([run.promptTokens, run.promptTokensUpTo ?? run.promptTokens])} prompt tokens and{" "}
          {range(run.completionTokens)} completion tokens
        </p>
      ))}
      {estimate.refused.map((item) => (
        <p key={item.benchmark} className="text-incorrect">
          {benchmarkOf(item.benchmark)}: {item.reason}
        </p>
      ))}
    </div>
  );
}
