import type { Metadata } from "next";
import { VerdictCounts } from "@/app/_ui/claim-verdict";
import { CoverageMethods, engineNames } from "@/app/_ui/coverage";
import { ScrollTable } from "@/app/_ui/scroll-table";
import { publicCaller } from "@/server/api/caller";

export const metadata: Metadata = { title: "Systems" };
export const dynamic = "force-dynamic";

export default async function Page() {
  const { items } = await publicCaller().claim.listSystems({});
  const count = (status: string) => items.filter(({ coverage }) => coverage.status === status).length;
  return (
    <>
      <h1>Systems</h1>
      <p className="mt-2 mb-4 max-w-[70ch]">
        Published work on reasoning, what its authors report, and what can be tested here: {count("runnable")}{" "}
        of {items.length} run as methods, {count("checkable")} more can be checked with runs of their models,{" "}
        {count("not yet")} not yet. The table is computed from the methods and benchmarks of this build.
      </p>
      <ScrollTable
        label="Systems and what of each can be run and checked here"
        isStacked
        columns={["system", "kind", "here", "methods", "engines", { number: "claims testable" }, "verdicts"]}
      >
        {items.map((system) => (
          <tr key={system.id}>
            <td className="min-w-[18ch]">
              <a href={`/systems/${system.id}`}>{system.name}</a>
            </td>
            <td className="whitespace-nowrap" data-label="kind">
              {system.kind}
            </td>
            <td className="whitespace-nowrap" data-label="here">
              {system.coverage.status}
            </td>
            <td className="min-w-[16ch]" data-label="methods">
              <CoverageMethods methods={system.coverage.methods} />
            </td>
            <td className="min-w-[20ch]" data-label="engines">
              {engineNames(system.coverage.engines)}
            </td>
            <td className="number whitespace-nowrap" data-label="claims testable">
              {system.coverage.checkableClaims} of {system.coverage.claims}
            </td>
            <td data-label="verdicts">
              <VerdictCounts tally={system.tally} />
            </td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}
