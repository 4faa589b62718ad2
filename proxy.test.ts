import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { config, proxy } from "./proxy";

const ask = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`http://127.0.0.1:3000${path}`, { headers }));
describe("proxy", () => {
  it("gives pages with model text a fresh nonce and no inline scripts, boards none, other pages inline ones only", () => {
    const policy = (path: string) => ask(path).headers.get("content-security-policy") ?? "";
    for (const path of [
      "/runs/run_1",
      "/runs/run_1/samples/p/0",
      "/submissions/sub_1",
      "/submit",
      "/verifier",
      "/operator/run",
      "/models/named.js",
    ]) {
      expect(policy(path), path).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{40,}'$/);
      expect(policy(path)).not.toBe(policy(path));
    }
    for (const path of ["/", "/benchmarks/gsm8k"]) expect(policy(path), path).toMatch(/script-src 'self'$/);
    for (const path of ["/methods", "/methods/direct"]) {
      expect(policy(path), path).toMatch(/script-src 'self' 'unsafe-inline'$/);
      for (const part of ["object-src 'none'", "base-uri 'none'", "connect-src 'self'", "form-action 'self'"])
        expect(policy(path)).toContain(part);
    }
  });

  it("takes no nonce from a client", () => {
    const response = ask("/methods", { "content-security-policy": "script-src 'nonce-mine'" });
    expect(response.headers.get("x-middleware-override-headers")).not.toContain("content-security-policy");
  });

  it("leaves the API, sign-in links and files alone", () => {
    const pattern = new RegExp(`^${config.matcher[0]}$`);
    for (const path of ["/api/v1/me", "/auth/local", "/_next/static/a", "/theme.js"])
      expect(pattern.test(path), path).toBe(false);
    for (const path of ["/", "/runs/run_1", "/benchmarks/math-500", "/models/named.js", "/benchmarks/a.svg"])
      expect(pattern.test(path), path).toBe(true);
  });
});
