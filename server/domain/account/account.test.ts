import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { Secret } from "@/contracts/secret";
import { account, apiKey, audit, session, signInLink } from "@/db/schema";
import { testPlatform } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";
import {
  authenticateKey,
  authenticateSession,
  createAccount,
  createKey,
  createSignInLink,
  endSession,
  ensureFirstAdmin,
  isTrustedRunnerKey,
  listKeys,
  redeemSignInLink,
  revokeKey,
  whoAmI,
} from ".";

const key = (letter: string) => new Secret(`pl_${letter.repeat(43)}`);

describe("ensureFirstAdmin", () => {
  it("makes one team, one account and two keys, however often it is called, and replaces a key that changed", async () => {
    await using test = await testDatabase();
    await using platform = testPlatform(test.database);
    const first = await ensureFirstAdmin(platform.system, { adminKey: key("A"), runnerKey: key("R") });
    const again = await ensureFirstAdmin(platform.system, { adminKey: key("A"), runnerKey: key("R") });
    expect(again).toEqual(first);
    expect(await test.db.select().from(account)).toHaveLength(1);
    const runner = await authenticateKey(platform.anonymous, key("R").reveal());
    expect(runner).toMatchObject({ scopes: ["runner"], isAdmin: true });
    if (runner.type !== "account" || runner.apiKeyId === null) throw new Error("not a key");
    expect(await isTrustedRunnerKey(platform.system, runner.apiKeyId)).toBe(true);

    await ensureFirstAdmin(platform.system, { adminKey: key("B"), runnerKey: null });
    await expect(authenticateKey(platform.anonymous, key("A").reveal())).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await authenticateKey(platform.anonymous, key("B").reveal());
    await authenticateKey(platform.anonymous, key("R").reveal());
    const stored = JSON.stringify([await test.db.select().from(apiKey), await test.db.select().from(audit)]);
    expect(stored).not.toMatch(/AAAA|BBBB|RRRR/);
  });
});

describe("keys", () => {
  it("are shown once, listed without their text, limited to their scopes, and revoked at once", async () => {
    await using test = await testDatabase();
    await using platform = testPlatform(test.database);
    await ensureFirstAdmin(platform.system, { adminKey: key("A"), runnerKey: null });
    const admin = platform.as(await authenticateKey(platform.anonymous, key("A").reveal()));
    const person = await createAccount(admin, { name: "Ada", teamName: "Ada's group" });
    const made = await createKey(admin, { name: "laptop", accountId: person.accountId });
    const ada = platform.as(await authenticateKey(platform.anonymous, made.key));
    expect(await whoAmI(ada)).toMatchObject({ account: { name: "Ada" }, isAdmin: false, scopes: ["submit"] });

    await expect(createKey(ada, { name: "r", scopes: ["runner"] })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(createAccount(ada, { name: "x", teamName: "y" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(listKeys(platform.anonymous)).rejects.toMatchObject({ code: "unauthenticated" });
    const own = await createKey(ada, { name: "second" });
    const listed = await listKeys(ada);
    expect(listed.map((one) => one.name).sort()).toEqual(["laptop", "second"]);
    expect(JSON.stringify(listed)).not.toContain(own.key);

    const [adminKey] = await listKeys(admin);
    await expect(revokeKey(ada, { id: adminKey?.id ?? "" })).rejects.toMatchObject({ code: "not_found" });
    await revokeKey(ada, { id: own.id });
    await revokeKey(ada, { id: own.id });
    await expect(authenticateKey(platform.anonymous, own.key)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const ended = await test.db.select().from(audit).where(eq(audit.subject, own.id));
    expect(ended.map((line) => line.action)).toEqual(["key.create", "key.revoke"]);
  });
});

describe("sign-in links", () => {
  it("open one session, once, within 15 minutes; sessions end by themselves and on request", async () => {
    await using test = await testDatabase();
    await using platform = testPlatform(test.database);
    await ensureFirstAdmin(platform.system, { adminKey: key("A"), runnerKey: null });
    await expect(createSignInLink(platform.anonymous)).rejects.toMatchObject({ code: "unauthenticated" });
    const tokenOf = (url: string) => new URL(url).searchParams.get("token") ?? "";

    const nobody = createSignInLink(platform.system, { accountId: "acct_nobody" });
    await expect(nobody).rejects.toMatchObject({ code: "not_found" });
    const { url } = await createSignInLink(platform.system);
    const { sessionToken } = await redeemSignInLink(platform.anonymous, { token: tokenOf(url) });
    expect(await authenticateSession(platform.anonymous, sessionToken)).toMatchObject({
      type: "account",
      scopes: ["submit", "admin"],
      apiKeyId: null,
    });
    await expect(redeemSignInLink(platform.anonymous, { token: tokenOf(url) })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const stored = JSON.stringify([
      await test.db.select().from(session),
      await test.db.select().from(signInLink),
    ]);
    expect(stored).not.toContain(sessionToken);
    expect(stored).not.toContain(tokenOf(url));

    const late = await createSignInLink(platform.system);
    platform.advance(15 * 60_000);
    await expect(redeemSignInLink(platform.anonymous, { token: tokenOf(late.url) })).rejects.toThrow(
      /15 minutes/,
    );
    await endSession(platform.anonymous, sessionToken);
    expect(await authenticateSession(platform.anonymous, sessionToken)).toEqual({ type: "anonymous" });

    const next = await redeemSignInLink(platform.anonymous, {
      token: tokenOf((await createSignInLink(platform.system)).url),
    });
    platform.advance(30 * 86_400_000);
    expect(await authenticateSession(platform.anonymous, next.sessionToken)).toEqual({ type: "anonymous" });
  });
});
