import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listenOnLoopback } from "./loopback";

export type Script = (
  request: { body: Record<string, unknown>; headers: IncomingMessage["headers"]; count: number },
  response: ServerResponse,
) => void;

/** A loopback server whose chat calls follow a script; `count` is 1 for the first call. Close it with `await using`. */
export async function scriptedServer(script: Script) {
  const calls: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      if (request.url === "/v1/models") {
        response.writeHead(200, { "content-type": "application/json", server: "scripted" });
        response.end(JSON.stringify({ data: [{ id: "scripted-model" }] }));
        return;
      }
      const body = JSON.parse(Buffer.concat(parts).toString("utf8")) as Record<string, unknown>;
      calls.push(body);
      script({ body, headers: request.headers, count: calls.length }, response);
    });
  });
  const { origin, close } = await listenOnLoopback(server);
  return {
    url: origin,
    calls,
    [Symbol.asyncDispose]: close,
  };
}

export const json = (
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
) =>
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));

/** Begins a stream; the returned function sends one piece, `null` ends it properly. */
export function stream(response: ServerResponse) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  return (piece: Record<string, unknown> | null) => {
    response.write(`data: ${piece === null ? "[DONE]" : JSON.stringify(piece)}\n\n`);
    if (piece === null) response.end();
  };
}

export const delta = (part: Record<string, unknown>, finish: string | null = null) => ({
  choices: [{ index: 0, delta: part, finish_reason: finish }],
});

/** A whole proper streamed answer. */
export function streamText(response: ServerResponse, text: string, finish = "stop") {
  const send = stream(response);
  for (const piece of text.match(/.{1,3}/gs) ?? []) send(delta({ content: piece }));
  send(delta({}, finish));
  send({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 5 } });
  send(null);
}
