"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { ProblemNote } from "./problem-note";
import { useSending } from "./use-sending";

/** Try again, cancel, withdraw, and the decision about bad lines. */
export function SubmissionActions(props: {
  id: string;
  canRetry: boolean;
  canCancel: boolean;
  canWithdraw: boolean;
  needsDecision: boolean;
  /** Where to go next, beside the actions. */
  children: ReactNode;
}) {
  const router = useRouter();
  const { problem, isBusy, ask } = useSending();
  const send = async (path: string, body: unknown = {}) => {
    await ask(`/api/v1/submissions/${props.id}/${path}`, body);
    router.refresh();
  };
  const button = (label: string, onClick: () => void, isPrimary = false) => (
    <button
      type="button"
      className="button"
      data-kind={isPrimary ? "primary" : undefined}
      disabled={isBusy}
      onClick={onClick}
    >
      {label}
    </button>
  );
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3">
      {props.needsDecision &&
        button("Continue with the good lines", () => send("decision", { decision: "continue" }), true)}
      {props.canRetry && button("Try again, with what is missing", () => send("retry"), true)}
      {props.canCancel && !props.needsDecision && button("Cancel", () => send("cancel"))}
      {props.children}
      {props.canWithdraw &&
        button("Withdraw", () => {
          if (confirm("Withdraw this submission? Its rows leave the board; its samples stay stored."))
            send("withdraw");
        })}
      <ProblemNote problem={problem} />
    </div>
  );
}
