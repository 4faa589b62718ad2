import type { Metadata } from "next";
import { orNotFound, viewer } from "@/app/_server/caller";
import { type Search, searchValues } from "@/app/_server/search-values";
import { count, percent } from "@/app/_ui/format";
import { MovedSamplesTable } from "@/app/_ui/moved-samples-table";
import { RescoreReport } from "@/app/_ui/rescore-table";
import { ScrollTable } from "@/app/_ui/scroll-table";
import { CODE_VERDICT_VERSIONS, VERIFIER_VERSIONS, type VerifierVersion } from "@/catalog/verifier-versions";
import type { MovedSamples, VerifierStand } from "@/contracts/rescore";

export const metadata: Metadata = { title: "Verifier changes" };

type Props = { searchParams: Search };

/** Versions of the verifier, which of them judges each board, and what every re-score moved; `?run=` lists a run's samples. */
export default async function Page({ searchParams }: Props) {
  const { run } = await searchValues(searchParams);
  const api = await viewer();
  if (run !== undefined) {
    const moved = await orNotFound(api.verification.moved({ id: run.slice(0, 60) }));
    return (
      <>
        <p className="text-[13.5px] text-quiet">
          <a href="/verifier/changes">Verifier changes</a>
        </p>
        <h1>Samples that moved</h1>
        <p className="mt-2 max-w-[70ch]">
          Run <a href={`/runs/${moved.runId}`}>{moved.runId}</a>, from{" "}
          <span className="code">{moved.fromKey ?? "no earlier verifier"}</span> to{" "}
          <span className="code">{moved.toKey}</span>. The first 200 in problem order.
        </p>
        {moved.summary !== null && <MovedSummary summary={moved.summary} />}
        <div className="mt-4">
          <MovedSamplesTable moved={moved} />
        </div>
      </>
    );
  }
  const stand = await api.verification.stand({});
  return (
    <>
      <h1>Verifier changes</h1>
      <p className="mt-2 max-w-[70ch]">
        Every verdict carries the key of the verifier that gave it: kind, version and a hash of its policies.
        When a version changes verdicts, stored samples are judged anew without asking any model again, and
        the former boards stay readable. <a href="/verifier">Try the present version</a>
      </p>
      <Due stand={stand} />
      <h2>Boards</h2>
      <Boards stand={stand} />
      <h2>Re-scores</h2>
      {stand.rescores.length === 0 ? (
        <p>None yet: all verdicts are the first ones.</p>
      ) : (
        stand.rescores.map((rescore) => <RescoreReport key={rescore.id} rescore={rescore} />)
      )}
      <h2>Versions</h2>
      <Versions of="answers" versions={VERIFIER_VERSIONS} />
      <h2>Versions of verdicts on programs</h2>
      <p className="max-w-[70ch]">
        Their keys also name the engine and the Python: programs behave differently between two of them.
      </p>
      <Versions of="programs" versions={CODE_VERDICT_VERSIONS} />
    </>
  );
}

function MovedSummary({ summary }: { summary: NonNullable<MovedSamples["summary"]> }) {
  return (
    <p className="mt-2">
      Of {count(summary.samples)} samples {count(summary.moved)} moved: {count(summary.becameCorrect)} became
      correct, {count(summary.noLongerCorrect)} no longer are. Score {percent(summary.scoreBefore)} before,{" "}
      {percent(summary.scoreAfter)} now.
    </p>
  );
}

function Versions({ of, versions }: { of: string; versions: readonly VerifierVersion[] }) {
  return versions.map(({ version, released, changes }, index) => (
    <section key={version} aria-label={`Version ${version}, ${of}`}>
      <h3>
        {version} ({released}){index === 0 ? ", in use" : ""}
      </h3>
      <ul className="list-disc pl-6">
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </section>
  ));
}

function Due({ stand }: { stand: VerifierStand }) {
  if (stand.due.runs === 0) {
    return <p className="mt-3">Every published run is judged by the verifier in use.</p>;
  }
  return (
    <p className="mt-3 border-l-2 border-accent bg-panel px-4 py-3">
      {count(stand.due.runs)} {stand.due.runs === 1 ? "run" : "runs"} with {count(stand.due.samples)} samples
      {stand.due.runs === 1 ? "was" : "were"} judged by another verifier than the one in use.{" "}
      {stand.startsItself
        ? "They are judged anew within minutes, after all other work; one whose judging failed waits for an administrator: "
        : "An administrator starts a re-score with "}
      <span className="code">npx plumbline rescore</span>.
    </p>
  );
}

function Boards({ stand }: { stand: VerifierStand }) {
  if (stand.boards.length === 0) return <p>No board has a row yet.</p>;
  return (
    <ScrollTable
      label="Boards and their verifiers"
      columns={["board", "verifier", { number: "rows" }, "shown"]}
    >
      {stand.boards.map((board) => (
        <tr key={`${board.benchmark}@${board.version}/${board.verifier}`}>
          <td>
            <a
              href={`/benchmarks/${board.benchmark}?version=${board.version}&verifier=${encodeURIComponent(board.verifier)}`}
            >
              {board.title}, version {board.version}
            </a>
          </td>
          <td className="code">{board.verifier}</td>
          <td className="number">{count(board.runs)}</td>
          <td>{board.isShown ? "yes" : "by link"}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}
