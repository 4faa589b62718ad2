"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import type { VerifierAnswer as Answer } from "@/contracts/verifier";
import { VerifierAnswer } from "../_ui/verifier-answer";
import { questionOf } from "../_ui/verifier-policies";
import { ProblemNote } from "./problem-note";
import { useSending } from "./use-sending";

/** A short question goes into the address, so that the link shows it again; a long one is sent as a body. */
export function VerifierForm(props: { linkCharacters: number; children: ReactNode; shown: ReactNode }) {
  const { children, shown, linkCharacters } = props;
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { problem, isBusy, ask } = useSending();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    const values = Object.fromEntries(
      [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value]] : [],
      ),
    );
    const length = (values.output ?? "").length + (values.gold ?? "").length;
    if (length <= linkCharacters) return;
    event.preventDefault();
    setAnswer(await ask<Answer>("/api/v1/verifier", questionOf(values)));
  };
  return (
    <>
      <form method="get" action="/verifier" onSubmit={submit} className="mt-6 grid max-w-[960px] gap-4">
        {children}
        <div className="flex items-center gap-4">
          <button type="submit" className="button" data-kind="primary" disabled={isBusy}>
            {isBusy ? "Judging…" : "Judge"}
          </button>
          <a href="/verifier">Clear</a>
        </div>
      </form>
      <div className="mt-4">
        <ProblemNote problem={problem} />
      </div>
      <div aria-live="polite">{answer ? <VerifierAnswer answer={answer} /> : shown}</div>
    </>
  );
}
