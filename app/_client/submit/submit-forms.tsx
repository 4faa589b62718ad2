"use client";

import { useState } from "react";
import type { SubmitChoices } from "./choices";
import { EndpointForm } from "./endpoint-form";
import { TracesForm } from "./traces-form";

/** The two things that a person can send. The choice is in the URL, so that a link leads to either. */
export function SubmitForms({ choices }: { choices: SubmitChoices }) {
  const [kind, setKind] = useState(choices.prefill.kind === "traces" ? "traces" : "endpoint");
  const choose = (next: string) => {
    setKind(next);
    const query = new URLSearchParams(location.search);
    query.set("kind", next);
    history.replaceState(null, "", `?${query}`);
  };
  return (
    <>
      <fieldset className="my-4 flex gap-2" aria-label="What to submit">
        <button
          type="button"
          className="chip cursor-pointer"
          aria-pressed={kind === "endpoint"}
          onClick={() => choose("endpoint")}
        >
          a model endpoint
        </button>
        <button
          type="button"
          className="chip cursor-pointer"
          aria-pressed={kind === "traces"}
          onClick={() => choose("traces")}
        >
          traces
        </button>
      </fieldset>
      {kind === "endpoint" ? <EndpointForm choices={choices} /> : <TracesForm choices={choices} />}
    </>
  );
}
