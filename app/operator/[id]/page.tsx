import type { Metadata } from "next";
import { forOperators, orNotFound, viewer } from "@/app/_server/caller";
import { Facts } from "@/app/_ui/facts";
import { count, instant } from "@/app/_ui/format";
import { OperatorsOnly } from "@/app/_ui/operators-only";
import { ScrollTable } from "@/app/_ui/scroll-table";
import { WorkflowTable } from "@/app/_ui/workflow-table";
import type { WorkflowRunDetail } from "@/contracts/workflow-view";

export const metadata: Metadata = { title: "Workflow run" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const { id } = await params;
  const api = await viewer();
  const run = await orNotFound(forOperators(api.operator.getWorkflow({ id })));
  if (run === null) return <OperatorsOnly />;
  return (
    <>
      <p className="text-[13.5px] text-quiet">
        <a href="/operator">workflows</a> / <span className="code">{run.id}</span>
      </p>
      <h1 className="mt-1">{run.functionId}</h1>
      <div className="my-4">
        <Facts
          items={[
            ["state", run.state],
            ["started by", run.events.join(", ") || "–"],
            ["created", instant(run.createdAt)],
            ["ended", instant(run.endedAt)],
            ["stored results", `${count(run.stateBytes)} bytes`],
            ...(run.error === null ? [] : [["error", run.error] as const]),
          ]}
        />
      </div>
      {run.state === "running" && <WorkflowTable runs={[run]} />}
      <h2>Finished steps ({count(run.steps)})</h2>
      <Steps run={run} />
    </>
  );
}

function Steps({ run }: { run: WorkflowRunDetail }) {
  if (run.finished.length === 0) return <p className="text-quiet">No step is finished yet.</p>;
  return (
    <ScrollTable
      label="Steps in the order in which they were finished"
      columns={["step", "kind", "finished", "error"]}
    >
      {run.finished.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: finished steps never move.
        <tr key={index}>
          <td>{step.name ?? "–"}</td>
          <td className="code">{step.op}</td>
          <td className="whitespace-nowrap text-quiet">{instant(step.finishedAt)}</td>
          <td>{step.error ?? ""}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
