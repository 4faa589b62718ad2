// A server that speaks the OpenAI chat protocol and streams made-up tokens at a fixed rate, in a process of its own.
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const [tokensPerAnswer = 256, tokensPerSecond = 400] = process.argv.slice(2).map(Number);
const TICK_MS = 25;
const piece = (content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
const end = (count) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\ndata: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 8, completion_tokens: count } })}\n\ndata: [DONE]\n\n`;

const server = createServer(async (request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "text/event-stream" });
  const startedAt = performance.now();
  for (let sent = 0; sent < tokensPerAnswer; ) {
    const due = Math.min(
      tokensPerAnswer,
      Math.ceil(((performance.now() - startedAt) * tokensPerSecond) / 1000),
    );
    for (; sent < due; sent += 1) response.write(piece(" word"));
    await sleep(TICK_MS);
  }
  response.end(end(tokensPerAnswer));
});
server.listen(0, "127.0.0.1", () => {
  process.send?.(server.address().port);
});
process.on("disconnect", () => process.exit(0));
