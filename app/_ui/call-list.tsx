import type { TraceDocument } from "@/contracts/sample";
import { tokens } from "./format";

const MAX_SHOWN_CALLS = 40;

/** Everything that was asked and answered in this sample, call by call, as plain text. */
export function CallList({ trace }: { trace: TraceDocument }) {
  if (trace.calls.length === 0) return null;
  return (
    <>
      <h2>Calls</h2>
      {trace.calls.slice(0, MAX_SHOWN_CALLS).map((call) => (
        <details key={call.index} className="border-b border-rule py-1.5">
          <summary className="cursor-pointer text-[14px]">
            {call.index + 1}. {call.role}: {call.kind}
            <span className="ml-2 text-quiet">
              {tokens(call.promptTokens)} prompt, {tokens(call.completionTokens)} completion tokens, finish{" "}
              {call.finishReason ?? "–"}
              {call.discarded ? ", discarded" : ""}
            </span>
          </summary>
          <div className="grid gap-2 py-2">
            {call.request.messages?.map((message, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a stored call never move.
              <Block key={index} title={message.role} text={message.content} />
            ))}
            {call.request.prefix && <Block title="prefix" text={call.request.prefix} />}
            {call.reasoning && <Block title="thinking" text={call.reasoning} />}
            <Block title="reply" text={call.response} />
          </div>
        </details>
      ))}
      {trace.calls.length > MAX_SHOWN_CALLS && (
        <p className="mt-2 text-quiet">
          {trace.calls.length - MAX_SHOWN_CALLS} further calls are in the NDJSON export of the run.
        </p>
      )}
    </>
  );
}

function Block({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <p className="text-[12.5px] text-quiet">{title}</p>
      <pre className="code whitespace-pre-wrap break-words border-l-2 border-rule pl-3">{text}</pre>
    </div>
  );
}
