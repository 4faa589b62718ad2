import { describe, expect, it } from "vitest";
import { signedInAs, signInWithLink, signOut } from "@/server/api/sign-in";
import { handleTrpc } from "@/server/api/trpc-handler";
import { createSignInLink } from "@/server/domain/account";
import { apiWorld, ORIGIN } from "./api-world";

async function signedInBrowser(world: Awaited<ReturnType<typeof apiWorld>>) {
  const { url } = await createSignInLink(world.platform.system);
  const response = await signInWithLink(new Request(url), world.who);
  const set = response.headers.get("set-cookie") ?? "";
  return { url, response, set, cookie: set.split(";")[0] ?? "" };
}

describe("signing in with a link", () => {
  it("sets a cookie that scripts and foreign pages cannot use, once, and signs out", async () => {
    await using world = await apiWorld();
    const { url, response, set, cookie } = await signedInBrowser(world);
    expect([response.status, response.headers.get("location")]).toEqual([303, "/submit"]);
    expect(set).toMatch(/^plumbline_session=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/);
    expect((await signInWithLink(new Request(url), world.who)).status).toBe(401);
    const inBrowser = await signInWithLink(new Request(url, { headers: { accept: "text/html" } }), world.who);
    expect(inBrowser.headers.get("location")).toBe("/sign-in?link=used");
    expect(inBrowser.headers.get("set-cookie")).toBeNull();

    const me = async () =>
      (await signedInAs(new Request(`${ORIGIN}/api/auth/me`, { headers: { cookie } }), world.who)).json();
    expect(await me()).toEqual({ signedIn: true, name: "Operator" });
    const out = await signOut(
      new Request(`${ORIGIN}/api/auth/sign-out`, {
        method: "POST",
        headers: { cookie, "sec-fetch-site": "same-origin" },
      }),
      world.who,
    );
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    expect(await me()).toEqual({ signedIn: false, name: null });
  });

  it("lets the cookie change things from our own pages only, over REST and over tRPC", async () => {
    await using world = await apiWorld();
    const { cookie } = await signedInBrowser(world);
    const status = async (headers: Record<string, string>) =>
      (await world.call("POST", "/api/v1/keys", { body: { name: "k" }, headers: { cookie, ...headers } }))
        .status;
    expect(await status({ "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await status({ origin: ORIGIN })).toBe(200);
    expect(await status({ "sec-fetch-site": "cross-site", origin: "https://evil.example" })).toBe(403);
    expect(await status({ "sec-fetch-site": "same-site" })).toBe(403);
    expect(await status({ origin: "https://evil.example" })).toBe(403);
    expect(await status({ origin: "null" })).toBe(403);
    expect(await status({})).toBe(403);
    const read = await world.call("GET", "/api/v1/keys", {
      headers: { cookie, "sec-fetch-site": "cross-site" },
    });
    expect(read.status).toBe(200);
    const trpc = await handleTrpc(
      new Request(`${ORIGIN}/api/trpc/account.createKey`, {
        method: "POST",
        body: JSON.stringify({ name: "k" }),
        headers: { cookie, "content-type": "application/json", origin: "https://evil.example" },
      }),
      world.who,
    );
    expect(trpc.status).toBe(403);
  });

  it("limits how often links are tried", async () => {
    await using world = await apiWorld({ rateFactor: 2 / 120 });
    const wrong = () => signInWithLink(new Request(`${ORIGIN}/auth/local?token=wrong`), world.who);
    expect([(await wrong()).status, (await wrong()).status, (await wrong()).status]).toEqual([401, 401, 429]);
  });
});
