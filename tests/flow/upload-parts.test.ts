import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { sendFile } from "@/bin/send-file";
import { freePort } from "@/bin/supervisor/ports";
import { Secret } from "@/contracts/secret";
import { submission, upload } from "@/db/schema";
import { ensureFirstAdmin } from "@/server/domain/account";
import { syncCatalog } from "@/server/domain/catalog";
import { testPlatform } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ADMIN_KEY = `pl_${"A".repeat(43)}`;
const FILE_BYTES = 40 * 1024 ** 2;

/** The upload routes in a process of their own, which can be killed and started again on the same data. */
async function killableServer(environment: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/support/upload-server.ts"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: "test", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("close", () => reject(new Error("the server ended")));
  });
  return {
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Takes events and counts them, in the place of a workflow engine. */
async function eventSink() {
  let events = 0;
  const server = http.createServer((request, response) => {
    events++;
    request.resume();
    response.end(JSON.stringify({ ids: ["event"], status: 200 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, count: () => events, close: () => server.close() };
}

function openBytes(home: string): number {
  const folder = path.join(home, "uploads");
  if (!existsSync(folder)) return 0;
  const open = readdirSync(folder).find((name) => name.endsWith(".open"));
  return open === undefined ? 0 : statSync(path.join(folder, open)).size;
}

describe("an upload in parts", () => {
  it("goes on after the server was killed in the middle, and is the same file", async () => {
    await using test = await testDatabase();
    await using platform = testPlatform(test.database);
    await ensureFirstAdmin(platform.system, {
      adminKey: new Secret(ADMIN_KEY),
      runnerKey: new Secret(`pl_${"R".repeat(43)}`),
    });
    await syncCatalog(platform.system);
    const home = mkdtempSync(path.join(tmpdir(), "plumbline-parts-"));
    const sink = await eventSink();
    const port = await freePort();
    const environment = {
      PORT: String(port),
      DATABASE_URL: test.url,
      PLUMBLINE_HOME: home,
      PLUMBLINE_SEALING_KEY: Buffer.alloc(32, 7).toString("base64"),
      INNGEST_BASE_URL: sink.url,
      INNGEST_EVENT_KEY: "test",
      PLUMBLINE_LOG_LEVEL: "error",
    };
    const file = path.join(home, "traces.jsonl");
    const content = randomBytes(FILE_BYTES);
    writeFileSync(file, content);
    let server = await killableServer(environment);
    try {
      const sent = sendFile({
        path: file,
        bytes: FILE_BYTES,
        endpoint: `http://127.0.0.1:${port}/api/v1/uploads`,
        headers: { authorization: `Bearer ${ADMIN_KEY}` },
        fields: { benchmark: "bundled", model: "parts", method: "direct", filename: "traces.jsonl" },
        onProgress: () => {},
        retryAfterMs: Array.from({ length: 240 }, () => 250),
      });
      let half = 0;
      while (half < FILE_BYTES / 2) {
        await delay(5);
        half = openBytes(home);
      }
      await server.kill();
      const kept = openBytes(home);
      expect(kept).toBeGreaterThanOrEqual(FILE_BYTES / 2);
      expect(kept).toBeLessThan(FILE_BYTES);
      expect(await test.db.$count(submission)).toBe(0);
      server = await killableServer(environment);
      const submissionId = await sent;
      const [row] = await test.db.select().from(submission).where(eq(submission.id, submissionId));
      expect(row).toMatchObject({
        state: "staged",
        uploadBytes: FILE_BYTES,
        uploadSha256: createHash("sha256").update(content).digest("hex"),
        filename: "traces.jsonl",
      });
      expect(await test.db.$count(submission)).toBe(1);
      const [part] = await test.db.select().from(upload);
      expect(part?.submissionId).toBe(submissionId);
      expect(sink.count()).toBeGreaterThan(0);
    } finally {
      await server.kill();
      sink.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
