"use client";

import type { ApiProblem } from "./post-json";

/** What went wrong with what was sent, and what to do; nothing where nothing did. */
export function ProblemNote({ problem }: { problem: ApiProblem | null }) {
  if (problem === null) return null;
  return (
    <div role="alert" className="border-l-2 border-incorrect bg-panel px-4 py-2 text-[14px]">
      <p>{problem.message}</p>
      {problem.hint !== "" && <p className="text-quiet">{problem.hint}</p>}
    </div>
  );
}
