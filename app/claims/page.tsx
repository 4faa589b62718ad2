import type { Metadata } from "next";
import { ClaimTable } from "@/app/_ui/claim-table";
import { VERDICTS, VerdictCounts } from "@/app/_ui/claim-verdict";
import { claimVerdictSchema } from "@/contracts/system";
import { publicCaller } from "@/server/api/caller";

export const metadata: Metadata = { title: "Claims" };
export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const search = await searchParams;
  const asked = claimVerdictSchema.safeParse(search.verdict);
  const verdict = asked.success ? asked.data : undefined;
  const system = typeof search.system === "string" ? search.system.slice(0, 120) : undefined;
  const cursor = typeof search.cursor === "string" ? search.cursor : undefined;
  const { items, tally, nextCursor } = await publicCaller().claim.listClaims({ system, verdict, cursor });
  const of = system === undefined ? "" : `system=${encodeURIComponent(system)}&`;
  return (
    <>
      <h1>Claims</h1>
      <p className="mt-2 max-w-[70ch]">
        What papers say beats what, and by how much; beside it the paired difference of two runs here with its
        95 % interval. A verdict needs the same model on both sides of a method, the same problems and the
        same settings; until somebody has run both, a claim is not tested.
      </p>
      <nav aria-label="Verdict" className="my-4 flex flex-wrap gap-2">
        <a
          className="chip"
          href={`/claims${of === "" ? "" : `?${of.slice(0, -1)}`}`}
          aria-current={verdict === undefined ? "true" : undefined}
        >
          all
        </a>
        {VERDICTS.map((name) => (
          <a
            key={name}
            className="chip"
            href={`/claims?${of}verdict=${encodeURIComponent(name)}`}
            aria-current={verdict === name ? "true" : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      <div className="mb-3">
        <VerdictCounts tally={tally} />
      </div>
      {items.length === 0 ? (
        <p>
          No claim has this verdict. <a href="/submit">Run a method</a> on both sides of one to test it.
        </p>
      ) : (
        <ClaimTable claims={items} withSystem={true} />
      )}
      {nextCursor && (
        <p className="mt-3">
          <a
            className="button"
            href={`/claims?${of}${verdict ? `verdict=${encodeURIComponent(verdict)}&` : ""}cursor=${nextCursor}`}
          >
            More claims
          </a>
        </p>
      )}
    </>
  );
}
