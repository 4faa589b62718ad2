"use client";

import { type FormEvent, useState } from "react";
import { type ApiProblem, postJson } from "./post-json";

type Props = { path: string; isCorrect: boolean; fewest: number; most: number };

/** Contests the verdict on a sample: the other outcome, and why. */
export function ContestForm({ path, isCorrect, fewest, most }: Props) {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [state, setState] = useState<"open" | "busy" | "sent">("open");
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    setState("busy");
    const answer = await postJson(path, { shouldBe: isCorrect ? "incorrect" : "correct", reason });
    setProblem(answer.ok ? null : answer.problem);
    setState(answer.ok ? "sent" : "open");
  };
  if (state === "sent") return <p role="status">Recorded. The operator sees it with this sample.</p>;
  return (
    <form onSubmit={send} className="grid gap-2">
      <label htmlFor="contest-reason" className="text-[14px]">
        This answer should be {isCorrect ? "incorrect" : "correct"}, because:
      </label>
      <textarea
        id="contest-reason"
        name="reason"
        className="field"
        rows={3}
        required
        minLength={fewest}
        maxLength={most}
      />
      <button type="submit" className="button justify-self-start" disabled={state === "busy"}>
        Contest
      </button>
      {problem && (
        <p role="alert" className="text-incorrect">
          {problem.message} {problem.hint}
        </p>
      )}
    </form>
  );
}
