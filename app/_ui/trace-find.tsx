import type { TraceDocument } from "@/contracts/sample";
import { findIn } from "./found-text";

/** A longer word is cut: it stands in the address. */
export const MOST_FIND_CHARACTERS = 200;

/** Looks through the whole trace, folded parts too; the word is in the address and needs no script. */
export function TraceFind({ trace, find }: { trace: TraceDocument; find: string }) {
  return (
    <search className="mt-6">
      <form className="flex flex-wrap items-center gap-2 text-[14px]">
        <input
          name="find"
          type="search"
          defaultValue={find}
          maxLength={MOST_FIND_CHARACTERS}
          aria-label="Find in this trace"
          placeholder="Find in this trace"
          className="field"
          style={{ width: 220 }}
        />
        <button type="submit" className="button">
          Find
        </button>
        {find !== "" && (
          <span role="status" className="text-quiet">
            {told(trace, find)}{" "}
            <a href="?" className="underline">
              clear
            </a>
          </span>
        )}
      </form>
    </search>
  );
}

function told(trace: TraceDocument, find: string): string {
  const places = [
    ["thinking", findIn(trace.reasoning ?? "", find).length],
    ["answer", findIn(trace.response, find).length],
    ["calls", trace.calls.reduce((sum, call) => sum + findIn([...textsOf(call)].join("\n"), find).length, 0)],
  ] as const;
  const found = places.filter(([, count]) => count > 0);
  if (found.length === 0) return "nowhere in this trace";
  return found.map(([name, count]) => `${count} in the ${name}`).join(", ");
}

/** Every text of a call, in the order in which it is shown. */
export function* textsOf(call: TraceDocument["calls"][number]): Generator<string> {
  for (const message of call.request.messages ?? []) yield message.content;
  if (call.request.prefix) yield call.request.prefix;
  if (call.reasoning) yield call.reasoning;
  yield call.response;
}
