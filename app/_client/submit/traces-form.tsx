"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { SubmissionReceipt } from "@/contracts/submission";
import { type ApiProblem, callApi } from "../post-json";
import type { SubmitChoices } from "./choices";
import { Field } from "./field";
import { ProblemNote } from "./problem-note";

const PREVIEW_BYTES = 4_096;

/** Upload of a trace file: it is shown before it is sent, and streamed as it is, plain or gzip. */
export function TracesForm({ choices }: { choices: SubmitChoices }) {
  const router = useRouter();
  const [preview, setPreview] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    if (!(file instanceof File) || file.size === 0) {
      setProblem({
        message: "No file is chosen, or it is empty.",
        hint: "Choose a JSONL file, plain or gzip.",
      });
      return;
    }
    setBusy(true);
    const query = new URLSearchParams({ filename: file.name });
    for (const name of ["benchmark", "model", "method", "visibility"])
      query.set(name, String(form.get(name) ?? ""));
    const answer = await callApi<SubmissionReceipt>(`/api/v1/submissions?${query}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    });
    if (answer.ok) router.push(`/submissions/${answer.body.submissionId}`);
    else {
      setProblem(answer.problem);
      setBusy(false);
    }
  };

  const show = async (file: File | undefined) => {
    if (file === undefined) return setPreview(null);
    const head = new Uint8Array(await file.slice(0, PREVIEW_BYTES).arrayBuffer());
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    setPreview(
      isGzip ? "gzip, read on the server" : new TextDecoder().decode(head).split("\n").slice(0, 3).join("\n"),
    );
  };

  return (
    <form onSubmit={send} className="grid max-w-[720px] gap-4">
      <Field
        label="File"
        help="One JSON object a line: problem_id, sample, response (docs: trace format). Plain or gzip, up to 2 GiB."
      >
        {(attributes) => (
          <input
            {...attributes}
            name="file"
            type="file"
            required
            className="field"
            accept=".jsonl,.ndjson,.json,.gz"
            onChange={(event) => show(event.target.files?.[0])}
          />
        )}
      </Field>
      {preview !== null && (
        <pre className="code max-h-40 overflow-auto whitespace-pre-wrap break-all border border-rule bg-panel p-3">
          {preview}
        </pre>
      )}
      <Field label="Benchmark">
        {(attributes) => (
          <select
            {...attributes}
            name="benchmark"
            className="field"
            defaultValue={choices.prefill.benchmark ?? choices.benchmarks[0]?.slug}
          >
            {choices.benchmarks.map((item) => (
              <option key={item.slug} value={item.slug}>
                {item.title} ({item.problems} problems)
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Model">
        {(attributes) => <input {...attributes} name="model" required maxLength={200} className="field" />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Method that made the traces">
          {(attributes) => (
            <select {...attributes} name="method" className="field" defaultValue="direct">
              {choices.methods.map((item) => (
                <option key={item.id} value={item.id}>
                  {item.title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Visibility">
          {(attributes) => (
            <select {...attributes} name="visibility" className="field" defaultValue="public">
              <option value="public">public</option>
              <option value="unlisted">unlisted</option>
              <option value="private">private</option>
            </select>
          )}
        </Field>
      </div>
      <ProblemNote problem={problem} />
      <div>
        <button type="submit" className="button" data-kind="primary" disabled={isBusy}>
          {isBusy ? "Sending…" : "Upload and check"}
        </button>
      </div>
    </form>
  );
}
