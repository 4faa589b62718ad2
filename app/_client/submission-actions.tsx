"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type ApiProblem, postJson } from "./post-json";

/** Try again, cancel, withdraw, and the decision about bad lines. */
export function SubmissionActions(props: {
  id: string;
  canRetry: boolean;
  canCancel: boolean;
  canWithdraw: boolean;
  needsDecision: boolean;
}) {
  const router = useRouter();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (path: string, body: unknown) => {
    setBusy(true);
    const answer = await postJson(`/api/v1/submissions/${props.id}/${path}`, body);
    setProblem(answer.ok ? null : answer.problem);
    setBusy(false);
    router.refresh();
  };
  if (!props.canRetry && !props.canCancel && !props.canWithdraw && !props.needsDecision) return null;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3">
      {props.needsDecision && (
        <button
          type="button"
          className="button"
          data-kind="primary"
          disabled={isBusy}
          onClick={() => send("decision", { decision: "continue" })}
        >
          Continue with the good lines
        </button>
      )}
      {props.canRetry && (
        <button
          type="button"
          className="button"
          data-kind="primary"
          disabled={isBusy}
          onClick={() => send("retry", {})}
        >
          Try again, with what is missing
        </button>
      )}
      {props.canCancel && !props.needsDecision && (
        <button type="button" className="button" disabled={isBusy} onClick={() => send("cancel", {})}>
          Cancel
        </button>
      )}
      {props.canWithdraw && (
        <button
          type="button"
          className="button"
          disabled={isBusy}
          onClick={() =>
            confirm("Withdraw this submission? Its rows leave the board; its samples stay stored.") &&
            send("withdraw", {})
          }
        >
          Withdraw
        </button>
      )}
      {problem && (
        <p role="alert" className="text-incorrect">
          {problem.message} {problem.hint}
        </p>
      )}
    </div>
  );
}
