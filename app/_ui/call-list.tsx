import type { CallRecord } from "@/contracts/sample";
import { tokens } from "./format";
import { FoundText, findIn } from "./found-text";
import { textsOf } from "./trace-find";

const MAX_SHOWN_CALLS = 40;
const KINDS: Record<CallRecord["kind"], string> = {
  generate: "asked",
  continue: "continued from a prefix",
  score: "scored a text",
};

/** Everything that was asked and answered, call by call, as plain text; who asked for what is said before. */
export function CallList({ calls, find }: { calls: readonly CallRecord[]; find: string }) {
  if (calls.length === 0) return null;
  return (
    <section aria-label="Calls">
      <h2>Calls</h2>
      <p className="mb-1 text-[13.5px] text-quiet">{inWords(calls)}</p>
      {calls.slice(0, MAX_SHOWN_CALLS).map((call) => (
        <Call key={call.index} call={call} find={find} />
      ))}
      {calls.length > MAX_SHOWN_CALLS && (
        <p className="mt-2 text-quiet">
          {calls.length - MAX_SHOWN_CALLS} further calls are in the NDJSON export of the run.
        </p>
      )}
    </section>
  );
}

/** One call with what was sent and what came back, folded unless something in it is looked for. */
export function Call({ call, find }: { call: CallRecord; find: string }) {
  const isFound = [...textsOf(call)].some((text) => findIn(text, find).length > 0);
  return (
    <details className="border-b border-rule py-1.5" open={isFound ? true : undefined}>
      <summary className={`cursor-pointer text-[14px] ${call.discarded ? "text-quiet" : ""}`}>
        {call.index + 1}. <span className="font-medium">{call.role}</span> {KINDS[call.kind]}{" "}
        {call.discarded && <span className="chip">discarded</span>}
        <span className="ml-2 text-quiet">
          {tokens(call.promptTokens)} prompt, {tokens(call.completionTokens)} completion tokens, finish{" "}
          {call.finishReason ?? "–"}
        </span>
      </summary>
      <div className="grid gap-2 py-2">
        {call.request.messages?.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a stored call never move.
          <Block key={index} title={message.role} text={message.content} find={find} />
        ))}
        {call.request.prefix && <Block title="prefix" text={call.request.prefix} find={find} />}
        {call.reasoning && <Block title="thinking" text={call.reasoning} find={find} />}
        <Block title="reply" text={call.response} find={find} />
      </div>
    </details>
  );
}

function Block({ title, text, find }: { title: string; text: string; find: string }) {
  return (
    <div className="min-w-0">
      <p className="text-[12.5px] text-quiet">{title}</p>
      <pre className="code whitespace-pre-wrap break-words border-l-2 border-rule pl-3">
        <FoundText text={text} find={find} />
      </pre>
    </div>
  );
}

/** `12 calls: 10 by solver, 2 by verifier; 3 discarded, their tokens count.` */
function inWords(calls: readonly CallRecord[]): string {
  const byRole = new Map<string, number>();
  for (const { role } of calls) byRole.set(role, (byRole.get(role) ?? 0) + 1);
  const roles = [...byRole].map(([role, count]) => (byRole.size === 1 ? role : `${count} by ${role}`));
  const discarded = calls.filter((call) => call.discarded).length;
  const number = calls.length === 1 ? "1 call" : `${calls.length} calls`;
  return `${number}${byRole.size === 1 ? " by " : ": "}${roles.join(", ")}${
    discarded === 0 ? "" : `; ${discarded} discarded, whose tokens count too`
  }.`;
}
