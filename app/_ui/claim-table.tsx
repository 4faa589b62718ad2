import type { ClaimCellView, ClaimView } from "@/contracts/system";
import { ClaimVerdict } from "./claim-verdict";
import { minus, points, spaced } from "./format";
import { ScrollTable } from "./scroll-table";
import { benchmarkTitle, methodTitle } from "./titles";

/** Claims with the published difference and, cell by cell, the measured one. */
export function ClaimTable({ claims, withSystem }: { claims: readonly ClaimView[]; withSystem: boolean }) {
  return (
    <ScrollTable
      label="Published claims beside what was measured here"
      isStacked
      columns={[
        "claim",
        "treatment against baseline",
        "benchmark",
        "metric",
        { number: "reported" },
        "measured here",
        "source",
      ]}
    >
      {claims.map((claim) => (
        <tr key={claim.id} id={claim.id}>
          <td className="min-w-[12ch] align-top">
            {withSystem ? (
              <a href={`/systems/${claim.system.id}#${claim.id}`}>
                {claim.system.name} {claim.id.slice(-3)}
              </a>
            ) : (
              <a href={`#${claim.id}`}>{claim.id.slice(-3)}</a>
            )}
          </td>
          <td className="min-w-[22ch] align-top">
            {claim.treatment.label}
            <MethodOf side={claim.treatment} />
            <span className="block text-quiet">against {claim.baseline.label}</span>
          </td>
          <td className="min-w-[12ch] align-top" data-label="on">
            {claim.benchmarkPrinted}
          </td>
          <td className="align-top" data-label="metric">
            {spaced(claim.metric)}
          </td>
          <td className="number whitespace-nowrap align-top" data-label="reported">
            {reported(claim)}
          </td>
          <td className="min-w-[30ch] align-top" data-label="measured here">
            <Cells claim={claim} />
          </td>
          <td className="min-w-[30ch] align-top text-[13px] text-quiet">
            {claim.source}
            {claim.protocol.note && <span className="block">{claim.protocol.note}</span>}
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

/** The method of ours that stands for a side, with the parameters that it must have. */
function MethodOf({ side: { method, params } }: { side: ClaimView["treatment"] }) {
  if (method === null) return null;
  const named = Object.entries(params).map(([name, value]) => `, ${name}=${JSON.stringify(value)}`);
  return (
    <span className="block text-[13px] text-quiet">
      method <a href={`/methods/${method}`}>{methodTitle(method)}</a>
      {named}
    </span>
  );
}

/** The published difference in the unit of its source. */
function reported({ reportedDifference, unit }: ClaimView): string {
  if (reportedDifference === null) return "direction only";
  if (unit === "points") return `${points(reportedDifference / 100)} points`;
  return unit === "relative-percent" ? `−${reportedDifference} %` : minus(`${reportedDifference} ${unit}`);
}

function Cells({ claim }: { claim: ClaimView }) {
  if (claim.cells.length === 0)
    return (
      <>
        <ClaimVerdict verdict="not tested" />
        <span className="block text-[13px] text-quiet">{claim.notTested}</span>
      </>
    );
  return (
    <ul className="grid gap-1">
      {claim.cells.map((cell) => (
        <li key={cell.treatmentRunId}>
          <Cell cell={cell} />
        </li>
      ))}
    </ul>
  );
}

function Cell({ cell }: { cell: ClaimCellView }) {
  return (
    <>
      <ClaimVerdict verdict={cell.verdict} />{" "}
      <a
        href={`/compare?a=${cell.treatmentRunId}&b=${cell.baselineRunId}`}
        className="tabular-nums underline"
      >
        {points(cell.difference)}
      </a>{" "}
      <span className="tabular-nums text-quiet">
        [{points(cell.interval[0])}, {points(cell.interval[1])}]
      </span>
      <span className="block text-[13px] text-quiet">
        {cell.model}
        {cell.label ? ` (${cell.label})` : ""}, {benchmarkTitle(cell.benchmark)} v{cell.version},{" "}
        {cell.problems} problems
      </span>
      {cell.differing.length > 0 && (
        <span className="block text-[13px] text-quiet">{cell.differing.join("; ")}</span>
      )}
      {cell.needed && (
        <span className="block text-[13px] text-quiet">
          80 % power at the reported difference takes {cell.needed.problems} problems
          {cell.needed.samplesPerProblem === null
            ? ""
            : `, or ${cell.needed.samplesPerProblem} samples a problem`}
        </span>
      )}
    </>
  );
}
