import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "@/contracts/secret";
import { createTrustedHttp } from "@/net";
import { examine, type Finding, type Patient } from "./examine";

const http = createTrustedHttp({ headersTimeoutMs: 2_000, bodyIdleMs: 2_000 });
const home = mkdtempSync(path.join(tmpdir(), "plumbline-doctor-"));
const server = createServer((request, response) => {
  const key = request.headers.authorization;
  if (request.url === "/api/health") response.end(JSON.stringify({ version: "9.9.9", commit: "abc" }));
  else if (key === "Bearer good") response.end(JSON.stringify({ signedIn: true, scopes: ["runner"] }));
  else if (key === "Bearer other") response.end(JSON.stringify({ signedIn: true, scopes: ["submit"] }));
  else response.writeHead(401).end("{}");
});
let address = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  if (typeof place === "object" && place !== null) address = `http://127.0.0.1:${place.port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await http.close();
  rmSync(home, { recursive: true });
});

async function findings(change: Partial<Patient>): Promise<Record<string, Finding["state"]>> {
  const states: Record<string, Finding["state"]> = {};
  const patient: Patient = {
    http,
    server: address,
    token: new Secret("good"),
    home: path.join(home, "runner"),
    engines: [],
    sandbox: { ok: false, reason: "none here" },
    now: Date.now,
    ...change,
  };
  for await (const { what, state } of examine(patient)) states[what] = state;
  return states;
}

describe("the doctor of a runner", () => {
  it("is content with a runner that can work, and warns of what it lacks", async () => {
    expect(await findings({})).toEqual({
      journal: "ok",
      server: "ok",
      key: "ok",
      engines: "warning",
      sandbox: "warning",
    });
  });

  it("finds keys that are absent, unknown or of another scope", async () => {
    for (const token of [null, new Secret("unknown"), new Secret("other")])
      expect((await findings({ token })).key).toBe("failed");
  });

  it("finds a server that is away and a clock that is wrong", async () => {
    expect((await findings({ server: "http://127.0.0.1:9" })).server).toBe("failed");
    expect((await findings({ now: () => Date.now() + 120_000 })).server).toBe("warning");
  });

  it("finds a home that cannot be written and an endpoint that refuses", async () => {
    const endpoint: Patient["endpoint"] = async () => ({
      ok: false,
      code: "http_401",
      message: "no",
      latencyMs: null,
      server: null,
      models: [],
      capabilities: [],
      sample: null,
    });
    const states = await findings({ home: "/dev/null/runner", endpoint });
    expect(states).toMatchObject({ journal: "failed", endpoint: "failed" });
  });
});
