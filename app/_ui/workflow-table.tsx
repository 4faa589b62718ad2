import type { WorkflowRunView } from "@/contracts/workflow-view";
import { count, instant } from "./format";
import { ScrollTable } from "./scroll-table";
import { StateChip } from "./state-chip";

/** Runs of workflow functions with what each does next. */
export function WorkflowTable({ runs }: { runs: readonly WorkflowRunView[] }) {
  return (
    <ScrollTable
      label="Runs of workflow functions"
      isStacked
      columns={["run", "function", "state", { number: "steps" }, "next", "created"]}
    >
      {runs.map((run) => (
        <tr key={run.id}>
          <td>
            <a href={`/operator/${run.id}`} className="code">
              {run.id}
            </a>
          </td>
          <td className="whitespace-nowrap">
            <a href={`/operator?function=${encodeURIComponent(run.functionId)}`}>{run.functionId}</a>
          </td>
          <td>
            <StateChip state={run.state} />
          </td>
          <td className="number" data-label="steps">
            {count(run.steps)}
          </td>
          <td className="min-w-[30ch]" data-label="next">
            <Next run={run} />
          </td>
          <td className="whitespace-nowrap text-quiet" data-label="created">
            {instant(run.createdAt)}
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function Next({ run }: { run: WorkflowRunView }) {
  if (run.queue.length + run.waits.length === 0) return <span className="text-quiet">–</span>;
  return (
    <ul className="grid gap-0.5">
      {run.queue.map((item) => (
        <li key={`${item.kind} ${item.at} ${item.stepName}`}>
          {wordsOf(item)}
          {item.lastError && <span className="block text-[13px] text-incorrect">{item.lastError}</span>}
        </li>
      ))}
      {run.waits.map((wait) => (
        <li key={`${wait.kind} ${wait.eventName} ${wait.expiresAt}`}>
          waits for {wait.kind === "invoke" ? "another function" : wait.eventName}
          {wait.expiresAt && <span className="text-quiet"> until {instant(wait.expiresAt)}</span>}
        </li>
      ))}
    </ul>
  );
}

function wordsOf(item: WorkflowRunView["queue"][number]): string {
  const what = item.stepName === null ? "" : ` ${item.stepName}`;
  if (item.kind === "sleep") return `sleeps${what} until ${instant(item.at)}`;
  if (item.kind !== "call") return `${item.kind.replace("_", " ")} at ${instant(item.at)}`;
  if (item.isRunning) return `runs${what}, attempt ${item.attempt + 1}`;
  return item.attempt === 0 ? `is due${what}` : `attempt ${item.attempt + 1}${what} at ${instant(item.at)}`;
}
