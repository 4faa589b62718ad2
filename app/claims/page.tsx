import type { Metadata } from "next";
import { orNotFound } from "@/app/_server/caller";
import { type Search, searchValues } from "@/app/_server/search-values";
import { address } from "@/app/_ui/address";
import { ChoiceChip } from "@/app/_ui/choice-chip";
import { ClaimTable } from "@/app/_ui/claim-table";
import { VERDICTS, VerdictCounts } from "@/app/_ui/claim-verdict";
import { claimVerdictSchema } from "@/contracts/system";
import { publicCaller } from "@/server/api/caller";

export const metadata: Metadata = { title: "Claims" };
export const dynamic = "force-dynamic";

type Props = { searchParams: Search };

export default async function Page({ searchParams }: Props) {
  const { cursor, ...search } = await searchValues(searchParams);
  const verdict = claimVerdictSchema.safeParse(search.verdict).data;
  const system = search.system?.slice(0, 120);
  const { items, tally, nextCursor } = await orNotFound(
    publicCaller().claim.listClaims({ system, verdict, cursor }),
  );
  return (
    <>
      <h1>Claims</h1>
      <p className="mt-2 max-w-[70ch]">
        What papers say beats what, and by how much; beside it the paired difference of two runs here with its
        95 % interval. A verdict needs the same model on both sides of a method, the same problems and the
        same settings; until somebody has run both, a claim is not tested.
      </p>
      <nav aria-label="Verdict" className="my-4 flex flex-wrap gap-2">
        <ChoiceChip href={address("/claims", { system })} isChosen={verdict === undefined}>
          all
        </ChoiceChip>
        {VERDICTS.map((name) => (
          <ChoiceChip
            key={name}
            href={address("/claims", { system, verdict: name })}
            isChosen={verdict === name}
          >
            {name}
          </ChoiceChip>
        ))}
      </nav>
      {items.length > 0 && (
        <div className="mb-3">
          <VerdictCounts tally={tally} />
        </div>
      )}
      {items.length === 0 ? (
        <p>
          No claim has this verdict. <a href="/submit">Run a method</a> on both sides of one to test it.
        </p>
      ) : (
        <ClaimTable claims={items} withSystem />
      )}
      {nextCursor && (
        <p className="mt-3">
          <a className="button" href={address("/claims", { system, verdict, cursor: nextCursor })}>
            More claims
          </a>
        </p>
      )}
    </>
  );
}
