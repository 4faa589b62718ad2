import type { Metadata } from "next";
import { WORKFLOW_RUN_STATES, type WorkflowPage, workflowRunStateSchema } from "@/contracts/workflow-view";
import { forOperators, orNotFound, viewer } from "../_server/caller";
import { type Search, searchValues } from "../_server/search-values";
import { address } from "../_ui/address";
import { ChoiceChip } from "../_ui/choice-chip";
import { count } from "../_ui/format";
import { OperatorsOnly } from "../_ui/operators-only";
import { WorkflowTable } from "../_ui/workflow-table";

export const metadata: Metadata = { title: "Operator" };

type Props = { searchParams: Search };

export default async function Page({ searchParams }: Props) {
  const { function: functionId, cursor, ...search } = await searchValues(searchParams);
  const state = workflowRunStateSchema.safeParse(search.state).data;
  const ticks = search.ticks === "1" ? "1" : undefined;
  const api = await viewer();
  const page = await orNotFound(
    forOperators(api.operator.listWorkflows({ state, functionId, ticks: ticks ?? "0", cursor, limit: 50 })),
  );
  if (page === null) return <OperatorsOnly />;
  const changed = (change: Record<string, string | undefined>) =>
    address("/operator", { state, function: functionId, ticks, ...change });
  return (
    <>
      <h1>Workflows</h1>
      <p className="mt-2 max-w-[70ch] text-quiet">
        What drives submissions: runs of functions, their steps, what they wait for, and what is tried again.{" "}
        <a href="/health">Health</a> shows database, runners and the queue of work.
      </p>
      <nav aria-label="State" className="my-4 flex flex-wrap gap-2">
        <ChoiceChip href={changed({ state: undefined })} isChosen={state === undefined}>
          all
        </ChoiceChip>
        {WORKFLOW_RUN_STATES.map((name) => (
          <ChoiceChip key={name} href={changed({ state: name })} isChosen={state === name}>
            {name} {count(page.counts[name])}
          </ChoiceChip>
        ))}
        {functionId === undefined ? (
          <ChoiceChip
            href={changed({ ticks: ticks === undefined ? "1" : undefined })}
            isChosen={ticks !== undefined}
            title="Runs that only a clock starts and that ended well"
          >
            also clock ticks
          </ChoiceChip>
        ) : (
          <ChoiceChip href={changed({ function: undefined })}>{functionId} ×</ChoiceChip>
        )}
      </nav>
      <Runs page={page} />
      {page.nextCursor && (
        <p className="mt-3">
          <a className="button" href={changed({ cursor: page.nextCursor })}>
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
