import type { Metadata } from "next";
import { orNotFound, viewer } from "@/app/_server/caller";
import { instant, percent } from "@/app/_ui/format";
import { ScrollTable } from "@/app/_ui/scroll-table";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).slug };
}

export default async function Page({ params }: Props) {
  const { slug } = await params;
  const model = await orNotFound((await viewer()).catalog.getModel({ slug }));
  return (
    <>
      <h1>{model.name}</h1>
      {model.label && <p className="text-unparsed">{model.label}</p>}
      <p className="mt-1 text-quiet">
        {model.identity} · submitted by {model.team.name}
        {model.releasedOn ? ` · released ${model.releasedOn}` : ""}
      </p>
      <h2>Runs</h2>
      {model.runs.length === 0 ? (
        <p>No run of this model has been published.</p>
      ) : (
        <ScrollTable
          label="Published runs of this model"
          columns={["benchmark", "method", { number: "score" }, "published"]}
        >
          {model.runs.map((run) => (
            <tr key={run.runId}>
              <td>
                {run.benchmark} v{run.version}
              </td>
              <td>
                <a href={`/runs/${run.runId}`}>{run.method}</a>
              </td>
              <td className="number">{percent(run.score)}</td>
              <td className="text-quiet">{instant(run.publishedAt)}</td>
            </tr>
          ))}
        </ScrollTable>
      )}
    </>
  );
}
