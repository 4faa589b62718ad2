import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound, viewer } from "@/app/_server/caller";
import { BenchmarkLink } from "@/app/_ui/benchmark-link";
import { instant, percent } from "@/app/_ui/format";
import { MethodLink } from "@/app/_ui/method-link";
import { ScrollTable } from "@/app/_ui/scroll-table";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await shownModel((await params).slug)).name };
}

/** Asked for by the title and by the page. */
const shownModel = cache(async (slug: string) => orNotFound((await viewer()).catalog.getModel({ slug })));

export default async function Page({ params }: Props) {
  const { slug } = await params;
  const model = await shownModel(slug);
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
          isStacked
          columns={["benchmark", "method", { number: "score" }, "run", "published"]}
        >
          {model.runs.map((run) => (
            <tr key={run.runId}>
              <td>
                <BenchmarkLink slug={run.benchmark} version={run.version} />
              </td>
              <td data-label="method">
                <MethodLink id={run.method} />
              </td>
              <td className="number" data-label="score">
                {percent(run.score)}
              </td>
              <td data-label="run">
                <a href={`/runs/${run.runId}`} data-open="" className="code">
                  {run.runId}
                </a>
              </td>
              <td className="text-quiet" data-label="published">
                {instant(run.publishedAt)}
              </td>
            </tr>
          ))}
        </ScrollTable>
      )}
    </>
  );
}
