"use client";

import { formatTitle } from "@/app/_ui/format-title";
import { ScrollTable } from "@/app/_ui/scroll-table";
import type { FilePreview } from "./preview-file";
import { PREVIEW_TIME } from "./preview-in-worker";
import type { PreviewState } from "./use-file-preview";

/** What the browser found in the chosen file, before anything is sent. All of it is text of the file, shown as text. */
export function PreviewPanel({ preview }: { preview: PreviewState }) {
  if (preview.step === "none") return null;
  return (
    <section aria-label="The chosen file" className="min-w-0 border border-rule bg-panel p-3 text-[14px]">
      <p role="status">
        <Finding state={preview} />
      </p>
      {preview.step === "done" && preview.preview.kind === "read" && <Details preview={preview.preview} />}
    </section>
  );
}

function Finding({ state }: { state: PreviewState }) {
  if (state.step === "reading") return <>Reading the start of {state.name}…</>;
  if (state.step === "failed") return <>The browser cannot read this file. It is checked on the server.</>;
  if (state.step === "stopped")
    return (
      <>
        {state.name} held its reader up ({PREVIEW_TIME.stillMs / 1000} seconds without another row, or{" "}
        {PREVIEW_TIME.wholeMs / 1000} in all); looking into it was stopped. The server reads it under limits
        of its own and may refuse it. JSON lines, or a table with smaller row groups, are read at once.
      </>
    );
  if (state.step !== "done") return null;
  const { preview } = state;
  if (preview.kind === "on-server")
    return (
      <>
        A {preview.container === "Parquet file" ? "large Parquet file" : preview.container}: read on the
        server.
      </>
    );
  const isUnknown = preview.format === "neutral" && preview.samples === 0;
  const what = `${plural(preview.samples, "sample")}, ${plural(preview.errors, "error")}`;
  const where = preview.isWhole ? "in the file" : "at its start; the server reads all of it";
  return (
    <>
      <strong>{isUnknown ? "No known format" : formatTitle(preview.format)}</strong>: {what} {where}.
      {preview.tool !== null && ` It carries verdicts of ${preview.tool}; they are shown beside ours.`}
    </>
  );
}

function Details({ preview }: { preview: Extract<FilePreview, { kind: "read" }> }) {
  return (
    <>
      {preview.rows.length > 0 && (
        <ScrollTable
          label="First samples of the file"
          className="mt-2"
          columns={["problem", { number: "sample" }, "answer begins"]}
        >
          {preview.rows.map((row) => (
            <tr key={row.at}>
              <td className="max-w-[28ch] truncate">{row.problem}</td>
              <td className="number">{row.sample ?? "–"}</td>
              <td className="code max-w-[44ch] truncate">{row.answer}</td>
            </tr>
          ))}
        </ScrollTable>
      )}
      {preview.firstErrors.length > 0 && (
        <ul className="mt-2 grid gap-1" aria-label="First errors">
          {preview.firstErrors.map((error) => (
            <li key={error.at} className="break-words">
              line {error.line}: <span className="code">{error.code}</span>, {error.message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
