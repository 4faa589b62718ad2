import { type IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { errorStatus } from "@/contracts/errors";
import { type KeptAnswer, keepable, sendable } from "./kept-answer";
import type { KeptAnswers } from "./kept-answers";
import { keptKey, mayChange } from "./kept-key";
import { askedBy, sendKept } from "./send-kept";
import { takeAnswer } from "./taken-answer";
import { unanswerable } from "./unanswerable";

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
export type SiteFront = (request: IncomingMessage, response: ServerResponse, app: Handler) => Promise<void>;

/** All that the application sees of a request whose answer others get too. */
const SEEN_BY_APP = ["host", "connection", "x-forwarded-for"] as const;

/**
 * Stands before the application in the site's process. Reads of people without a sign-in are answered from `answers` where it has them;
 * what changes something goes through and empties it. `mayRead` counts an API read from memory as the application would; where it says
 * no, the application refuses by itself.
 */
export function siteFront({
  answers,
  mayRead,
  nowMs,
}: {
  answers: KeptAnswers;
  mayRead: (headers: IncomingHttpHeaders) => Promise<boolean>;
  nowMs: () => number;
}): SiteFront {
  return async (request, response, app) => {
    const refused = unanswerable(request);
    if (refused !== null) {
      response.writeHead(errorStatus(refused.code), {
        "content-type": "application/json",
        "cache-control": "no-store",
      });
      response.end(JSON.stringify(refused.toBody()));
      return;
    }
    const wanted = keptKey(request);
    if (wanted === null) {
      // Before the last bytes leave: who has the answer to a change reads what it made.
      if (mayChange(request)) response.once("prefinish", () => answers.forget());
      return app(request, response);
    }
    const { key, isApi } = wanted;
    const asked = askedBy(request.method, request.headers);
    const found = answers.find(key, nowMs());
    const making = found === null ? answers.making(key) : undefined;
    if (found !== null || making !== undefined) {
      if (isApi && !(await mayRead(request.headers))) return app(request, response);
      const answer = found?.answer ?? (await making?.catch(() => null));
      if (!answer) return app(request, response);
      sendKept(response, answer, asked, found?.ageMs ?? 0);
      // The next one gets the new answer, and nobody waits for it.
      if (found?.isFresh === false && answers.making(key) === undefined)
        await answers.make(key, nowMs(), () => madeApart(request, app)).catch(() => null);
      return;
    }
    if (asked.isHead) return app(request, response);
    request.headers = seenByApp(request.headers);
    let sent: KeptAnswer | null = null;
    await answers.make(key, nowMs(), async () => {
      const answer = await takeAnswer(response, () => app(request, response));
      if (answer === null) return null;
      const kept = await keepable(answer);
      sent = kept ?? (await sendable(answer));
      return kept;
    });
    if (sent !== null) sendKept(response, sent, asked);
  };
}

/** The answer of the application to the same request on no connection: its client has an answer and may be gone. */
async function madeApart({ url, headers }: IncomingMessage, app: Handler): Promise<KeptAnswer | null> {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: "GET", url, headers: seenByApp(headers) });
  request.push(null);
  const response = new ServerResponse(request);
  response.assignSocket(request.socket);
  try {
    const answer = await takeAnswer(response, () => app(request, response));
    return answer === null ? null : await keepable(answer);
  } finally {
    request.socket.destroy();
  }
}

function seenByApp(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(SEEN_BY_APP.flatMap((name) => (name in headers ? [[name, headers[name]]] : [])));
}
