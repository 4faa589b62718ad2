import { createParser } from "eventsource-parser";
import type { HttpAnswer } from "@/net";
import { EngineError } from "../engine-error";
import type { Gathering } from "./gather";
import { answerSchema, parseJson, type WireAnswer } from "./wire";

/** Longest event of a stream, in characters: one token with its logprobs is far below. */
const MAX_EVENT = 8 * 1024 ** 2;

/** Reads a 2xx answer into `gathering`; `onToken` is called for every piece that brings text. */
export async function readAnswer(
  answer: HttpAnswer,
  gathering: Gathering,
  onToken: () => void,
): Promise<void> {
  const type = answer.headers["content-type"] ?? "";
  if (type.includes("text/event-stream")) await readStream(answer, gathering, onToken);
  else if (type.includes("html")) {
    answer.discard();
    throw new EngineError("not_json", "The address answers with a web page, not with the OpenAI protocol.", {
      status: answer.status,
    });
  } else readSingle(await answer.text(), gathering, onToken);
}

function readSingle(text: string, gathering: Gathering, onToken: () => void): void {
  if (text.trim() === "") throw new EngineError("empty_answer", "The endpoint answered with nothing.");
  const value = parseJson(text);
  if (value === undefined) {
    const page = text.trimStart().startsWith("<");
    throw new EngineError(
      "not_json",
      page ? "The address answers with a web page, not with the OpenAI protocol." : "The answer is not JSON.",
    );
  }
  if (gathering.add(readWire(value))) onToken();
  if (gathering.isEmpty) throw new EngineError("empty_answer", "The endpoint's answer holds no text.");
}

async function readStream(answer: HttpAnswer, gathering: Gathering, onToken: () => void): Promise<void> {
  let ended = false;
  let failure: Error | null = null;
  const parser = createParser({
    maxBufferSize: MAX_EVENT,
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded")
        failure ??= new EngineError("endless", "One event of the stream is too long.");
    },
    onEvent: ({ data }) => {
      if (ended || failure !== null) return;
      if (data.trim() === "[DONE]") {
        ended = true;
        return;
      }
      try {
        const value = parseJson(data);
        if (value === undefined)
          throw new EngineError("bad_answer", "The stream holds an event that is not JSON.");
        if (gathering.add(readWire(value))) onToken();
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
      }
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of answer.body) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (failure !== null) throw failure;
    if (ended) break;
  }
  if (!ended && gathering.finish === null) {
    if (gathering.isEmpty) throw new EngineError("empty_answer", "The endpoint's stream holds no text.");
    throw new EngineError("cut_off", "The stream ended before the answer was complete.", {
      partialText: gathering.text,
    });
  }
  if (gathering.isEmpty) throw new EngineError("empty_answer", "The endpoint's stream holds no text.");
}

function readWire(value: unknown): WireAnswer {
  const parsed = answerSchema.safeParse(value);
  if (!parsed.success)
    throw new EngineError("bad_answer", "The answer is JSON, but not of the OpenAI protocol.");
  const { error } = parsed.data;
  if (error) {
    const words = typeof error === "string" ? error : (error.message ?? "");
    throw new EngineError(
      "server_error",
      `The endpoint failed while answering. It said: ${words.slice(0, 300)}`,
    );
  }
  return parsed.data;
}
