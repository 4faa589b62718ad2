import type { Metadata } from "next";
import { viewer } from "../_server/caller";
import { Facts } from "../_ui/facts";
import { count, duration } from "../_ui/format";
import { ScrollTable } from "../_ui/scroll-table";

export const metadata: Metadata = { title: "Health" };

const MARKS = {
  ok: { glyph: "✓", colour: "var(--correct)" },
  degraded: { glyph: "!", colour: "var(--unparsed)" },
  down: { glyph: "✗", colour: "var(--incorrect)" },
} as const;

export default async function Page() {
  const api = await viewer();
  const [health, stand] = await Promise.all([api.health.get({}), api.verification.stand({})]);
  const parts = [
    ["database", health.parts.database],
    ["workflow engine", health.parts.workflow],
    ["runners", health.parts.runners],
  ] as const;
  return (
    <>
      <h1 className="mb-4">{health.ok ? "Everything works" : "Something needs attention"}</h1>
      <Facts
        items={[
          ...parts.map(
            ([name, part]) =>
              [
                name,
                <span key={name}>
                  <span style={{ color: MARKS[part.state].colour }}>
                    <span aria-hidden="true">{MARKS[part.state].glyph}</span> {part.state}
                  </span>{" "}
                  <span className="text-quiet">{part.message}</span>
                </span>,
              ] as const,
          ),
          [
            "work in the queue",
            `${count(health.queue.pending)} waiting, ${count(health.queue.leased)} in progress`,
          ],
          [
            "local addresses",
            health.allowed.localAddresses ? "allowed for the signed-in administrator" : "refused",
          ],
          ["sandbox", health.allowed.sandbox],
          [
            "verifier",
            <a key="verifier" href="/verifier/changes">
              {stand.version}
              {stand.due.runs > 0 &&
                `; ${count(stand.due.runs)} ${stand.due.runs === 1 ? "run is" : "runs are"} judged by another version`}
            </a>,
          ],
          ["version", `${health.version} (${health.commit})`],
        ]}
      />
      <p className="mt-4">
        <a href="/operator">Workflow runs, steps, waits and retries</a> (for the operator)
      </p>
      <h2>Runners</h2>
      {health.runners.length === 0 ? (
        <p>
          No runner has connected. Start one with{" "}
          <span className="code">
            npx plumbline runner --server {"<address>"} --token {"<key>"}
          </span>
          .
        </p>
      ) : (
        <ScrollTable
          label="Connected runners"
          columns={["name", "trusted", "engines", { number: "leases" }, "last seen"]}
        >
          {health.runners.map((runner) => (
            <tr key={runner.name}>
              <td>{runner.name}</td>
              <td>{runner.trusted ? "yes" : "no"}</td>
              <td>{runner.engines.join(", ") || "–"}</td>
              <td className="number">{count(runner.leases)}</td>
              <td>{duration(runner.lastSeenSecondsAgo)} ago</td>
            </tr>
          ))}
        </ScrollTable>
      )}
    </>
  );
}
