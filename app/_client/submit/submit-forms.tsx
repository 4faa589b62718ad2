"use client";

import { useState } from "react";
import type { SubmitChoices } from "./choices";
import { EndpointForm } from "./endpoint-form";
import { ReduceForm } from "./reduce-form";
import { TracesForm } from "./traces-form";

const KINDS = [
  { id: "endpoint", label: "a model endpoint" },
  { id: "traces", label: "traces" },
  { id: "reduce", label: "a stored run, reduced again" },
] as const;

/** What a person can send. The choice is in the URL, so that a link leads to each. */
export function SubmitForms({ choices }: { choices: SubmitChoices }) {
  const [kind, setKind] = useState(KINDS.find(({ id }) => id === choices.prefill.kind)?.id ?? "endpoint");
  const choose = (next: (typeof KINDS)[number]["id"]) => {
    setKind(next);
    const query = new URLSearchParams(location.search);
    query.set("kind", next);
    history.replaceState(null, "", `?${query}`);
  };
  return (
    <>
      <fieldset className="my-4 flex flex-wrap gap-2" aria-label="What to submit">
        {KINDS.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            className="chip cursor-pointer"
            aria-pressed={kind === id}
            onClick={() => choose(id)}
          >
            {label}
          </button>
        ))}
      </fieldset>
      {kind === "endpoint" && <EndpointForm choices={choices} />}
      {kind === "traces" && <TracesForm choices={choices} />}
      {kind === "reduce" && <ReduceForm reducers={choices.reducers} run={null} prefill={choices.prefill} />}
    </>
  );
}
