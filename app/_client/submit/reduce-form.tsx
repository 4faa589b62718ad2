"use client";

import { type FormEvent, useState } from "react";
import { InputField } from "../../_ui/field";
import { ProblemNote } from "../problem-note";
import { useSending } from "../use-sending";
import { firstMethod, type ReducerChoice } from "./choices";
import { readParameters } from "./method-parameters";
import { ParameterField } from "./parameter-field";
import { ApiKeyField, MethodField } from "./shared-fields";

export type ReduceFormProps = {
  reducers: readonly ReducerChoice[];
  /** The run whose samples are chosen among; asked for where null. */
  run: { id: string; samples: number } | null;
  prefill: Record<string, string>;
};

/** Reduces a finished run again: another rule over its stored samples, or what a named model says of them. */
export function ReduceForm({ reducers, run, prefill }: ReduceFormProps) {
  const [methodId, setMethod] = useState(firstMethod(reducers, prefill.method));
  const { problem, isBusy, submit } = useSending();
  const method = reducers.find(({ id }) => id === methodId);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const given = ["url", "model", "apiKey"].flatMap((name) =>
      text(name) === "" ? [] : [[name, text(name)]],
    );
    await submit(`/api/v1/runs/${encodeURIComponent(run?.id ?? text("run"))}/reductions`, {
      method: methodId,
      params: readParameters(method?.parameters ?? [], (name) => text(`param.${name}`)),
      ...Object.fromEntries(given),
    });
  };

  return (
    <form onSubmit={send} className="grid max-w-[720px] gap-4">
      {run === null && (
        <InputField
          label="Run"
          help="The id of a published run that holds samples; it stands at the top of the run's page."
          name="run"
          required
          pattern="\s*run_\S+\s*"
          placeholder="run_…"
          className="code"
          defaultValue={prefill.run}
        />
      )}
      <MethodField
        label="Method"
        help={method?.summary}
        methods={reducers}
        value={methodId}
        onChange={(event) => setMethod(event.target.value)}
      />
      <div className="grid gap-4 sm:grid-cols-3" key={methodId}>
        {method?.parameters.map((field) => (
          <ParameterField key={field.name} field={field} />
        ))}
      </div>
      {method?.assesses === "made" && <Assessor />}
      <p className="border border-rule bg-panel px-4 py-2 text-[14px]">{costOf(method, run)}</p>
      <ProblemNote problem={problem} />
      <div>
        <button type="submit" className="button" data-kind="primary" disabled={isBusy}>
          Reduce
        </button>
      </div>
    </form>
  );
}

function Assessor() {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <InputField
        label="Address of the model that assesses"
        help="Base address of an OpenAI-compatible server."
        name="url"
        type="url"
        required
      />
      <InputField
        label="Model"
        help="The name under which the server serves it."
        name="model"
        required
        maxLength={200}
      />
      <ApiKeyField />
    </div>
  );
}

/** What it will cost, in a sentence. */
function costOf(method: ReducerChoice | undefined, run: ReduceFormProps["run"]): string {
  const samples =
    run === null ? "the stored samples" : `the ${run.samples.toLocaleString("en")} stored samples`;
  if (method?.assesses === "made")
    return `Nothing is generated again; the model named here is asked about each of ${samples}, once for every verdict.`;
  const needs = method?.assesses === "stored" ? " The run must have been assessed before." : "";
  return `0 calls, 0 tokens: ${samples} are chosen among again.${needs}`;
}
