import { expect, it } from "vitest";
import { keptKey, mayChange } from "./kept-key";

const key = (url: string, headers: Record<string, string> = {}, method = "GET") =>
  keptKey({ method, url, headers: { host: "site", ...headers } });

it("names public pages and API reads by host, path and the query in one order", () => {
  expect(key("/")).toEqual({ key: "site /?", isApi: false });
  expect(key("/runs/run_1?b=2&a=1")).toEqual(key("/runs/run_1?a=1&b=2"));
  expect(key("/runs/run_1?a=1&a=2")).not.toEqual(key("/runs/run_1?a=2&a=1"));
  expect(key("/api/v1/runs/run_1")?.isApi).toBe(true);
  expect(key("/", { host: "other" })).not.toEqual(key("/"));
  for (const url of [
    "/benchmarks/gsm8k?view=lift",
    "/runs/run_1/samples/p%2F1/0",
    "/models/m.js",
    "/charts/runs/run_1/curves.svg",
    "/search?q=x",
    "/api/v1/leaderboards/gsm8k.csv",
    "/api/openapi.json",
  ])
    expect(key(url), url).not.toBeNull();
});

it("leaves alone what is or may be somebody's own, in another form, or no read", () => {
  for (const url of [
    "/submissions/sub_1",
    "/submit",
    "/operator",
    "/sign-in",
    "/health",
    "/verifier?output=1",
    "/api/v1/me",
    "/api/v1/keys",
    "/api/v1/submissions",
    "/api/v1/uploads/u",
    "/api/health",
    "/api/trpc/run.get",
    "/api/v1/runs/run_1/samples?format=ndjson",
    "/runs/run_1?_rsc=x",
    "//elsewhere/runs/run_1",
    `/search?q=${"x".repeat(700)}`,
  ])
    expect(key(url), url).toBeNull();
  const refused: Record<string, string>[] = [
    { authorization: "Bearer pl_1" },
    { cookie: `a=b; plumbline_session=${"s".repeat(43)}` },
    { cookie: "plumbline_session=short" },
    { cookie: "__prerender_bypass=1" },
    { range: "bytes=0-1" },
    { rsc: "1" },
    { "next-action": "a" },
    { "x-middleware-subrequest": "proxy" },
  ];
  for (const headers of refused) expect(key("/runs/run_1", headers), JSON.stringify(headers)).toBeNull();
  expect(key("/runs/run_1", {}, "POST")).toBeNull();
  expect(key("/runs/run_1", { cookie: "analytics=1" })).toEqual(key("/runs/run_1"));
});

it("takes changes by people for changes, not the calls of runners and the workflow engine", () => {
  const changes = (method: string, url: string) => mayChange({ method, url });
  expect(changes("POST", "/api/v1/submissions/sub_1/withdraw")).toBe(true);
  expect(changes("POST", "/api/trpc/submission.withdraw")).toBe(true);
  expect(changes("DELETE", "/api/v1/keys/key_1")).toBe(true);
  expect(changes("POST", "/runs/run_1")).toBe(true);
  expect(changes("POST", "/api/v1/runner/report")).toBe(false);
  expect(changes("POST", "/api/inngest?fnId=x")).toBe(false);
  expect(changes("PATCH", "/api/v1/uploads/up_1")).toBe(false);
  expect(changes("GET", "/runs/run_1")).toBe(false);
});
