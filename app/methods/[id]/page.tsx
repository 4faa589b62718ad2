import type { Metadata } from "next";
import { orNotFound } from "@/app/_server/caller";
import { Facts } from "@/app/_ui/facts";
import { MethodWording } from "@/app/_ui/method-wording";
import { publicCaller } from "@/server/api/caller";

type Props = { params: Promise<{ id: string }> };

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).id };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  const method = await orNotFound(publicCaller().catalog.getMethod({ id }));
  return (
    <>
      <h1>{method.title}</h1>
      <p className="mt-2 max-w-[70ch]">{method.summary}</p>
      <h2>Facts</h2>
      <Facts
        items={[
          ["id", <span key="id" className="code">{`${method.id} v${method.version}`}</span>],
          [
            "kind",
            method.kind === "reduce"
              ? "aggregates a stored pool of samples; no inference of its own"
              : "calls the model",
          ],
          ["needs", method.needs.join(", ") || "nothing special"],
          ["roles", method.roles.join(", ") || "none"],
          [
            "source",
            method.source.arxiv
              ? `${method.source.title} (arXiv ${method.source.arxiv})`
              : method.source.title,
          ],
        ]}
      />
      <p className="mt-6 flex flex-wrap gap-3">
        <a href={`/submit?method=${method.id}`} className="button" data-kind="primary">
          Run it on your endpoint
        </a>
        <a href={`/?method=${method.id}`} className="button">
          Its rows on the board
        </a>
      </p>
      <MethodWording method={method} />
    </>
  );
}
