"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { InputField, SelectField } from "../../_ui/field";
import type { ApiProblem } from "../post-json";
import { ProblemNote } from "../problem-note";
import type { SubmitChoices } from "./choices";
import { MODEL_NAME_FIELD, ModelNames, modelsOf } from "./model-names";
import { PreviewPanel } from "./preview-panel";
import { sendInParts } from "./send-in-parts";
import { BenchmarkOptions, MethodField, VisibilityField } from "./shared-fields";
import { UploadProgress } from "./upload-progress";
import { useFilePreview } from "./use-file-preview";

/** Upload of a trace file: recognised and checked here before it is sent, and sent in parts as it is. */
export function TracesForm({ choices }: { choices: SubmitChoices }) {
  const router = useRouter();
  const { preview, look } = useFilePreview();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [progress, setProgress] = useState<{ sent: number; total: number } | null>(null);

  const models = modelsOf(preview);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get("file");
    if (!(file instanceof File) || file.size === 0) {
      setProblem({
        message: "No file is chosen, or it is empty.",
        hint: "Choose a file of traces.",
      });
      return;
    }
    setProblem(null);
    setProgress({ sent: 0, total: file.size });
    const fields = Object.fromEntries(
      ["benchmark", "model", "method", "visibility"].map((name) => [name, String(form.get(name) ?? "")]),
    );
    const names = form.getAll(MODEL_NAME_FIELD).map(String);
    if (models.length > 0)
      fields.models = JSON.stringify(Object.fromEntries(models.map((model, at) => [model, names[at]])));
    const answer = await sendInParts(file, { ...fields, filename: file.name }, (sent, total) =>
      setProgress({ sent, total }),
    );
    if (answer.ok) router.push(`/submissions/${answer.submissionId}`);
    else {
      setProblem(answer.problem);
      setProgress(null);
    }
  };

  return (
    <form onSubmit={send} className="grid max-w-[720px] gap-4">
      <InputField
        label="File"
        help="What your tool wrote (lm-evaluation-harness, Inspect, EvalPlus, MathArena, OpenAI batch and more), or one JSON object a line: problem_id, sample, response. Plain, gzip or zstd, up to 2 GiB."
        name="file"
        type="file"
        required
        accept=".jsonl,.ndjson,.json,.gz,.zst,.eval,.zip,.parquet"
        onChange={(event) => look(event.target.files?.[0])}
      />
      <PreviewPanel preview={preview} />
      <SelectField
        label="Benchmark"
        name="benchmark"
        defaultValue={choices.prefill.benchmark ?? choices.benchmarks[0]?.slug}
      >
        <BenchmarkOptions benchmarks={choices.benchmarks} />
      </SelectField>
      <InputField label="Model" name="model" required maxLength={200} defaultValue={choices.prefill.model} />
      <ModelNames models={models} />
      <div className="grid gap-4 sm:grid-cols-2">
        <MethodField
          label="Method that made the traces"
          name="method"
          methods={choices.uploadMethods}
          defaultValue={choices.prefill.method ?? "direct"}
        />
        <VisibilityField />
      </div>
      <ProblemNote problem={problem} />
      {progress === null ? null : <UploadProgress {...progress} />}
      <div>
        <button type="submit" className="button" data-kind="primary" disabled={progress !== null}>
          {progress !== null ? "Sending…" : "Upload and check"}
        </button>
      </div>
    </form>
  );
}
