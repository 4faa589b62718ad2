import pg from "pg";
import { vi } from "vitest";
import { Secret } from "@/contracts/secret";
import { identify } from "@/server/api/request-context";
import { handleRest } from "@/server/api/rest";
import { handleSubmission } from "@/server/api/upload";
import { authenticateKey, createAccount, createKey, ensureFirstAdmin } from "@/server/domain/account";
import { syncCatalog } from "@/server/domain/catalog";
import { testPlatform } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";

// Otherwise the OpenAPI library generates its whole document anew for every request.
vi.stubEnv("NODE_ENV", "production");

export const ORIGIN = "http://127.0.0.1:3000";
const ADMIN_KEY = `pl_${"A".repeat(43)}`;
const RUNNER_KEY = `pl_${"R".repeat(43)}`;

export type Call = { key?: string; body?: unknown; headers?: Record<string, string> };
export type Answer = { status: number; body: unknown; headers: Headers };

/** An instance with an operator, two submitters of different teams, and the REST API in this process. */
export async function apiWorld(options: Parameters<typeof testPlatform>[1] = {}) {
  const test = await testDatabase();
  const platform = testPlatform(test.database, options);
  await ensureFirstAdmin(platform.system, {
    adminKey: new Secret(ADMIN_KEY),
    runnerKey: new Secret(RUNNER_KEY),
  });
  await syncCatalog(platform.system);
  const admin = platform.as(await authenticateKey(platform.anonymous, ADMIN_KEY));
  const keyOf = async (name: string) => {
    const { accountId } = await createAccount(admin, { name, teamName: `${name}'s team` });
    return (await createKey(admin, { name: "key", accountId })).key;
  };
  const keys = { admin: ADMIN_KEY, runner: RUNNER_KEY, ada: await keyOf("Ada"), bob: await keyOf("Bob") };
  const who = (request: Request) => identify(platform.anonymous, request);
  const requestOf = (method: string, path: string, call: Call) =>
    new Request(`${ORIGIN}${path}`, {
      method,
      headers: {
        ...(call.body === undefined || isRaw(call.body) ? {} : { "content-type": "application/json" }),
        ...(call.key === undefined ? {} : { authorization: `Bearer ${call.key}` }),
        ...call.headers,
      },
      ...(call.body === undefined
        ? {}
        : { body: isRaw(call.body) ? call.body : JSON.stringify(call.body), duplex: "half" }),
    });
  return {
    test,
    platform,
    keys,
    who,
    /** One REST call; the body of the answer as JSON where it is JSON. */
    call: async (method: string, path: string, call: Call = {}): Promise<Answer> => {
      const request = requestOf(method, path, call);
      const upload = method === "POST" && path.split("?")[0] === "/api/v1/submissions";
      const response = await (upload ? handleSubmission(request, who) : handleRest(request, who));
      const text = await response.text();
      return { status: response.status, body: parse(text), headers: response.headers };
    },
    [Symbol.asyncDispose]: async () => {
      await platform[Symbol.asyncDispose]();
      await test[Symbol.asyncDispose]();
    },
  };
}

/** Every row of every table, as a dump of the database would show it. */
export async function everyRow(url: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    const rows: unknown[] = [];
    for (const { name } of tables.rows) rows.push(...(await client.query(`select * from ${name}`)).rows);
    return rows;
  } finally {
    await client.end();
  }
}

function isRaw(body: unknown): body is string | FormData | ReadableStream | Uint8Array<ArrayBuffer> {
  return (
    typeof body === "string" ||
    body instanceof FormData ||
    body instanceof ReadableStream ||
    body instanceof Uint8Array
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
