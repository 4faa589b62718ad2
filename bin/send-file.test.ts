import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { SUBMISSION_HEADER } from "@/contracts/upload";
import { sendFile } from "./send-file";

it("a server that fails in the middle gets the rest of the same upload, not a second one", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => {
      asked.push(request.method ?? "");
      const isAway = ["PATCH", "HEAD"].includes(request.method ?? "") && asked.length < 5;
      response.setHeader("tus-resumable", "1.0.0");
      if (request.method === "POST") response.writeHead(201, { location: "/uploads/1" });
      else if (isAway) response.writeHead(500);
      else if (request.method === "HEAD")
        response.writeHead(200, { "upload-offset": "5", "upload-length": "5", [SUBMISSION_HEADER]: "sub_1" });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const file = path.join(tmpdir(), `send-file-${port}.jsonl`);
  writeFileSync(file, "12345");
  const submissionId = await sendFile({
    path: file,
    bytes: 5,
    endpoint: `http://127.0.0.1:${port}/uploads`,
    headers: {},
    fields: {},
    onProgress: () => {},
    retryAfterMs: [0, 1, 1, 1, 1, 1],
  });
  server.close();
  expect(submissionId).toBe("sub_1");
  expect(asked.filter((method) => method === "POST")).toHaveLength(1);
});
