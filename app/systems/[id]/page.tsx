import type { Metadata } from "next";
import { orNotFound } from "@/app/_server/caller";
import { ArxivLink } from "@/app/_ui/arxiv-link";
import { ClaimTable } from "@/app/_ui/claim-table";
import { VerdictCounts } from "@/app/_ui/claim-verdict";
import { CoverageMethods, coverageMeaning, engineNames } from "@/app/_ui/coverage";
import { Facts } from "@/app/_ui/facts";
import { MeasuredTable } from "@/app/_ui/measured-table";
import { ReportedTable } from "@/app/_ui/reported-table";
import { methodTitle } from "@/app/_ui/titles";
import { SYSTEMS } from "@/catalog/systems";
import type { SystemView } from "@/contracts/system";
import { publicCaller } from "@/server/api/caller";

type Props = { params: Promise<{ id: string }> };

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return { title: SYSTEMS.find(({ card }) => card.id === id)?.card.name ?? id };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  const system = await orNotFound(publicCaller().claim.getSystem({ id }));
  return (
    <>
      <h1>{system.name}</h1>
      <p className="mt-1 text-quiet">
        {system.title}
        {system.arxiv && (
          <>
            , <ArxivLink id={system.arxiv} />
          </>
        )}
      </p>
      <p className="mt-3 max-w-[70ch]">{system.summary}</p>
      <h2>How it is tested here</h2>
      <p className="mb-3 max-w-[70ch]">{system.tested}</p>
      <Facts
        items={[
          ["here", `${system.coverage.status}: ${coverageMeaning(system.coverage)}`],
          ["methods", <CoverageMethods key="methods" methods={system.coverage.methods} />],
          ["engines", engineNames(system.coverage.engines)],
          ["claims", `${system.coverage.checkableClaims} of ${system.coverage.claims} can be tested here`],
          ["verdicts", <VerdictCounts key="verdicts" tally={system.tally} />],
          ["published", system.publishedOn],
          [
            "code",
            system.codeUrl === null ? (
              "none published"
            ) : (
              <a key="code" href={system.codeUrl} rel="noopener">
                {system.codeUrl.replace("https://", "")}
              </a>
            ),
          ],
        ]}
      />
      <RunIt system={system} />
      <h2>Measured here</h2>
      <MeasuredTable rows={system.measured} />
      <h2>Claims: reported beside measured</h2>
      {system.claims.length === 0 ? (
        <p className="max-w-[70ch] text-quiet">
          Its sources state no difference between a treatment and a baseline on a named benchmark.
        </p>
      ) : (
        <ClaimTable claims={system.claims} withSystem={false} />
      )}
      <h2>Reported results</h2>
      <p className="mb-2 max-w-[70ch] text-quiet">
        Numbers as the sources print them. They were not measured here and are never ranked.
      </p>
      {system.reported.length === 0 && <p>Its abstract and repository print no number.</p>}
      {system.reported.map((table, index) => (
        <ReportedTable
          key={`${table.source}/${table.metric}/${table.note}`}
          table={table}
          number={index + 1}
        />
      ))}
    </>
  );
}

/** The submit form, filled in for this system: its method where it is here, plain sampling of its model where not. */
function RunIt({ system }: { system: SystemView }) {
  const here = system.coverage.methods.filter((method) => method.here).map((method) => method.id);
  const methods = here.length > 0 ? here : ["direct"];
  return (
    <p className="mt-6 flex flex-wrap gap-3">
      {methods.map((method, index) => (
        <a
          key={method}
          href={`/submit?kind=endpoint&method=${method}`}
          className="button"
          data-kind={index === 0 ? "primary" : undefined}
        >
          {here.length > 0 ? `Run ${methodTitle(method)} now` : "Run its model now"}
        </a>
      ))}
      <a href="/submit?kind=traces" className="button">
        Upload its traces
      </a>
    </p>
  );
}
