import type { BenchmarkSummary } from "@/contracts/board";

/** What was fetched from a data-set hub: the commit, and every file with its checksum. */
export function Pin({ benchmark: { pin } }: { benchmark: BenchmarkSummary }) {
  if (pin === null) return null;
  return (
    <details className="mt-2">
      <summary>
        Fetched from <span className="code">{pin.repository}</span> at commit{" "}
        <span className="code">{pin.commit.slice(0, 12)}</span>
      </summary>
      <dl className="code break-all text-[12.5px]">
        <dt>commit</dt>
        <dd>{pin.commit}</dd>
        {pin.files.map((file) => (
          <div key={file.path}>
            <dt>{file.path}</dt>
            <dd>SHA-256 {file.sha256}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Known faults, folded until somebody asks: those of the canonical text first, then those of well-known copies. */
export function Errata({ errata }: { errata: BenchmarkSummary["errata"] }) {
  if (errata.length === 0) return null;
  return (
    <details className="mt-2">
      <summary>
        {errata.length === 1 ? "1 known fault" : `${errata.length} known faults`} of it or of its copies
      </summary>
      <ul className="mt-1 list-disc pl-5">
        {errata.map((one) => (
          <li key={`${one.problemId} ${one.kind} ${one.note}`}>
            <span className="text-quiet">
              {one.problemId ?? "whole set"} · {one.kind.replaceAll("-", " ")} ·{" "}
              {one.affects === "copies" ? "in copies, not here" : "here too"}:
            </span>{" "}
            {one.note}
            {one.correctedGold !== null && <> Right is {one.correctedGold}.</>}{" "}
            <span className="text-quiet">({one.source})</span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-quiet">Golds are not changed by this list.</p>
    </details>
  );
}
