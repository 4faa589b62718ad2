"use client";

import { type FormEvent, useState } from "react";
import { TextField } from "../_ui/field";
import { ProblemNote } from "./problem-note";
import { useSending } from "./use-sending";

type Props = { path: string; isCorrect: boolean; fewest: number; most: number };

/** Contests the verdict on a sample: the other outcome, and why. */
export function ContestForm({ path, isCorrect, fewest, most }: Props) {
  const { problem, isBusy, ask } = useSending();
  const [isSent, setSent] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    setSent((await ask(path, { shouldBe: isCorrect ? "incorrect" : "correct", reason })) !== null);
  };
  if (isSent) return <p role="status">Recorded. The operator sees it with this sample.</p>;
  return (
    <form onSubmit={send} className="grid gap-2">
      <TextField
        label={`This answer should be ${isCorrect ? "incorrect" : "correct"}, because:`}
        name="reason"
        rows={3}
        required
        minLength={fewest}
        maxLength={most}
      />
      <button type="submit" className="button justify-self-start" disabled={isBusy}>
        Contest
      </button>
      <ProblemNote problem={problem} />
    </form>
  );
}
