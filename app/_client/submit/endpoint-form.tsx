"use client";

import { type FormEvent, useState } from "react";
import type { CostEstimate } from "@/contracts/submission";
import { InputField, SelectField } from "../../_ui/field";
import { needWords } from "../../_ui/need-words";
import { ProblemNote } from "../problem-note";
import { useSending } from "../use-sending";
import { firstMethod, type MethodChoice, type SubmitChoices } from "./choices";
import { EstimatePanel } from "./estimate-panel";
import { type ParameterField as ParameterFieldOf, readParameters } from "./method-parameters";
import { ParameterField } from "./parameter-field";
import { ApiKeyField, BenchmarkOptions, MethodField, VisibilityField } from "./shared-fields";

/** Marks the value of a suite in the one list of benchmarks and suites; no slug has a colon. */
const SUITE = "suite:";

function targetOf(value: string): { suite: string } | { benchmark: string } {
  return value.startsWith(SUITE) ? { suite: value.slice(SUITE.length) } : { benchmark: value };
}

function firstTarget({ prefill, benchmarks, suites }: SubmitChoices): string {
  if (suites.some(({ slug }) => slug === prefill.suite)) return `${SUITE}${prefill.suite}`;
  return prefill.benchmark ?? benchmarks[0]?.slug ?? "";
}

/** What a person fills in, as the API takes it. An empty optional field is left out, so that the protocol decides. */
function readForm(form: FormData, parameters: readonly ParameterFieldOf[]) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const sampling = Object.fromEntries(
    ["temperature", "maxTokens"].flatMap((name) => (text(name) === "" ? [] : [[name, Number(text(name))]])),
  );
  const params = readParameters(parameters, (name) => String(form.get(`param.${name}`) ?? ""));
  const engine = text("engine");
  return {
    ...(engine === "" ? { url: text("url") } : { engine }),
    model: text("model"),
    ...(text("displayName") === "" ? {} : { displayName: text("displayName") }),
    ...targetOf(text("benchmark")),
    method: text("method"),
    params,
    samples: Number(text("samples")),
    sampling,
    visibility: text("visibility"),
  };
}

/** A run on a model that is served somewhere: what to run, with an estimate before anything is sent. */
export function EndpointForm({ choices }: { choices: SubmitChoices }) {
  const [benchmarkSlug, setBenchmark] = useState(firstTarget(choices));
  const [engine, setEngine] = useState(choices.engines.find((name) => name === choices.prefill.engine) ?? "");
  const [methodId, setMethod] = useState(firstMethod(choices.methods, choices.prefill.method));
  const [estimate, setEstimate] = useState<CostEstimate | null>(null);
  const { problem, isBusy, ask, submit } = useSending();
  const benchmark = choices.benchmarks.find((item) => item.slug === benchmarkSlug);
  const method = choices.methods.find((item) => item.id === methodId);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wantsEstimate = submitterName(event) === "estimate";
    const input = readForm(form, method?.parameters ?? []);
    const apiKey = String(form.get("apiKey") ?? "");
    if (wantsEstimate) setEstimate(await ask<CostEstimate>("/api/v1/submissions/estimate", input));
    else await submit("/api/v1/submissions", apiKey === "" ? input : { ...input, apiKey });
  };

  return (
    <form onSubmit={send} className="grid max-w-[720px] gap-4">
      {choices.engines.length > 0 && (
        <SelectField
          label="Where the model runs"
          name="engine"
          value={engine}
          onChange={(event) => setEngine(event.target.value)}
        >
          <option value="">on a server that I name</option>
          {choices.engines.map((name) => (
            <option key={name} value={name}>
              on this instance, engine {name}
            </option>
          ))}
        </SelectField>
      )}
      {engine === "" && (
        <InputField
          label="Address"
          help="Base address of an OpenAI-compatible server, for example https://host/v1. It is called from the runner."
          name="url"
          type="url"
          required
          defaultValue={choices.prefill.url}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <InputField
          label="Model"
          help={modelHelp(engine)}
          name="model"
          required
          maxLength={200}
          defaultValue={choices.prefill.model}
        />
        <InputField label="Name on the board (optional)" name="displayName" maxLength={200} />
      </div>
      {engine === "" && <ApiKeyField />}
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Benchmark"
          name="benchmark"
          value={benchmarkSlug}
          onChange={(event) => setBenchmark(event.target.value)}
        >
          <BenchmarkOptions benchmarks={choices.benchmarks} />
          {choices.suites.length > 0 && (
            <optgroup label="Suites: a run on each benchmark">
              {choices.suites.map((item) => (
                <option key={item.slug} value={`${SUITE}${item.slug}`}>
                  {item.title} ({item.benchmarks} {item.benchmarks === 1 ? "benchmark" : "benchmarks"})
                </option>
              ))}
            </optgroup>
          )}
        </SelectField>
        <MethodField
          label="Method"
          help={methodHelp(method)}
          name="method"
          methods={choices.methods}
          value={methodId}
          onChange={(event) => setMethod(event.target.value)}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-3" key={`${benchmarkSlug}/${methodId}`}>
        <InputField
          label="Samples a problem"
          name="samples"
          type="number"
          min={1}
          max={1024}
          required
          defaultValue={benchmark?.samples ?? 1}
        />
        <InputField
          label="Temperature"
          name="temperature"
          type="number"
          min={0}
          max={5}
          step="any"
          defaultValue={benchmark?.temperature}
        />
        <InputField
          label="Tokens a reply, at most"
          name="maxTokens"
          type="number"
          min={1}
          defaultValue={benchmark?.maxTokens}
        />
        {method?.parameters.map((field) => (
          <ParameterField key={`${method.id}.${field.name}`} field={field} />
        ))}
        <VisibilityField />
      </div>
      <ProblemNote problem={problem} />
      {estimate && <EstimatePanel estimate={estimate} choices={choices} />}
      <div className="flex gap-3">
        <button type="submit" name="submit" className="button" data-kind="primary" disabled={isBusy}>
          Submit
        </button>
        <button type="submit" name="estimate" className="button" disabled={isBusy}>
          Estimate the cost
        </button>
      </div>
    </form>
  );
}

function methodHelp(method: MethodChoice | undefined): string | undefined {
  if (method === undefined || method.needs.length === 0) return method?.summary;
  return `${method.summary} The endpoint needs: ${needWords(method.needs).join(", ")}; it is tested before anything runs.`;
}

function modelHelp(engine: string): string {
  return engine === ""
    ? "The name under which the server serves it."
    : `The name under which the operator's runner offers it with ${engine}.`;
}

function submitterName(event: FormEvent<HTMLFormElement>): string {
  const native = event.nativeEvent;
  return native instanceof SubmitEvent && native.submitter instanceof HTMLButtonElement
    ? native.submitter.name
    : "submit";
}
