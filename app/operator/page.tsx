import type { Metadata } from "next";
import { WORKFLOW_RUN_STATES, type WorkflowPage, workflowRunStateSchema } from "@/contracts/workflow-view";
import { apiCode, viewer } from "../_server/caller";
import { count } from "../_ui/format";
import { OperatorsOnly } from "../_ui/operators-only";
import { WorkflowTable } from "../_ui/workflow-table";

export const metadata: Metadata = { title: "Operator" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const search = await searchParams;
  const one = (name: string) =>
    typeof search[name] === "string" && search[name] !== "" ? search[name] : undefined;
  const asked = workflowRunStateSchema.safeParse(search.state);
  const state = asked.success ? asked.data : undefined;
  const functionId = one("function");
  const ticks = one("ticks") === "1" ? "1" : "0";
  const api = await viewer();
  const page = await api.operator
    .listWorkflows({ state, functionId, ticks, cursor: one("cursor"), limit: 50 })
    .catch((error: unknown) => {
      const code = apiCode(error);
      if (code === "forbidden" || code === "unauthenticated") return null;
      throw error;
    });
  if (page === null) return <OperatorsOnly />;
  const query = (change: Record<string, string | undefined>) => {
    const kept = Object.entries({
      state,
      function: functionId,
      ticks: ticks === "1" ? "1" : undefined,
      ...change,
    });
    const set = kept.flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    );
    return `/operator?${new URLSearchParams(set)}`;
  };
  return (
    <>
      <h1>Workflows</h1>
      <p className="mt-2 max-w-[70ch] text-quiet">
        What drives submissions: runs of functions, their steps, what they wait for, and what is tried again.{" "}
        <a href="/health">Health</a> shows database, runners and the queue of work.
      </p>
      <nav aria-label="State" className="my-4 flex flex-wrap gap-2">
        <a
          className="chip"
          href={query({ state: undefined })}
          aria-current={state === undefined ? "true" : undefined}
        >
          all
        </a>
        {WORKFLOW_RUN_STATES.map((name) => (
          <a
            key={name}
            className="chip"
            href={query({ state: name })}
            aria-current={state === name ? "true" : undefined}
          >
            {name} {count(page.counts[name])}
          </a>
        ))}
        {functionId === undefined && (
          <a
            className="chip"
            href={query({ ticks: ticks === "1" ? undefined : "1" })}
            aria-current={ticks === "1" ? "true" : undefined}
            title="Runs that only a clock starts and that ended well"
          >
            also clock ticks
          </a>
        )}
        {functionId && (
          <a className="chip" href={query({ function: undefined })}>
            {functionId} ×
          </a>
        )}
      </nav>
      <Runs page={page} />
      {page.nextCursor && (
        <p className="mt-3">
          <a className="button" href={query({ cursor: page.nextCursor })}>
            Older runs
          </a>
        </p>
      )}
    </>
  );
}

function Runs({ page }: { page: WorkflowPage }) {
  if (page.items.length > 0) return <WorkflowTable runs={page.items} />;
  return page.isEmbedded ? (
    <p>No run is in this state. Ended runs are kept for some days.</p>
  ) : (
    <p>An Inngest server drives the workflows of this instance; its own dashboard shows its runs.</p>
  );
}
