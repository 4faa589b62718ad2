"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { SubmissionReceipt } from "@/contracts/submission";
import { type ApiProblem, postJson } from "./post-json";

/** Sends a form's value: `submit` leads to the page of what it became, `ask` gives the answer; both keep what went wrong. */
export function useSending() {
  const router = useRouter();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ask = async <Body>(path: string, value: unknown): Promise<Body | null> => {
    setBusy(true);
    const answer = await postJson<Body>(path, value);
    setProblem(answer.ok ? null : answer.problem);
    setBusy(false);
    return answer.ok ? answer.body : null;
  };
  const submit = async (path: string, value: unknown): Promise<void> => {
    const receipt = await ask<SubmissionReceipt>(path, value);
    if (receipt === null) return;
    setBusy(true);
    router.push(`/submissions/${receipt.submissionId}`);
  };
  return { problem, isBusy, ask, submit };
}
