import type { LookupAddress } from "node:dns";
import { describe, expect, it } from "vitest";
import { pinnedLookup, type Resolver } from "./pinned-lookup";

const v4 = (address: string): LookupAddress => ({ address, family: 4 });
const v6 = (address: string): LookupAddress => ({ address, family: 6 });

function lookup(resolver: Resolver, allow: "public" | "loopback" = "public"): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    pinnedLookup(resolver, allow)("host.example.com", { all: true }, (error, found) => {
      if (error !== null) reject(error);
      else resolve(Array.isArray(found) ? found : []);
    });
  });
}

describe("pinnedLookup", () => {
  it("gives the connection exactly the checked addresses, asked for once", async () => {
    let asked = 0;
    const answers = [[v4("93.184.215.14")], [v4("127.0.0.1")]];
    const found = await lookup(async () => answers[asked++] ?? []);
    expect(found).toEqual([v4("93.184.215.14")]);
    expect(asked).toBe(1);
  });

  it.each([
    ["loopback", [v4("127.0.0.1")]],
    ["a private address", [v4("10.1.2.3")]],
    ["the metadata service", [v4("169.254.169.254")]],
    ["a mapped address", [v6("::ffff:10.0.0.1")]],
    ["a link-local address with a zone", [v6("fe80::1%eth0")]],
    ["one private address among public ones", [v4("93.184.215.14"), v4("192.168.0.1")]],
    ["something that is no address", [v4("not-an-address")]],
    ["a mapped address that is said to be of version 4", [v4("::ffff:127.0.0.1"), v4("93.184.215.14")]],
    [
      "one private address behind very many public ones",
      [...Array(5_000).fill(v4("93.184.215.14")), v6("fd00::1")],
    ],
  ])("refuses a name that leads to %s", async (_what, addresses) => {
    await expect(lookup(async () => addresses)).rejects.toMatchObject({ code: "unsafe_address" });
  });

  it("leads localhost nowhere but to this machine", async () => {
    expect(await lookup(async () => [v6("::1"), v4("127.0.0.1")], "loopback")).toHaveLength(2);
    await expect(lookup(async () => [v4("93.184.215.14")], "loopback")).rejects.toMatchObject({
      code: "unsafe_address",
    });
  });

  it("says that a name does not resolve", async () => {
    await expect(lookup(async () => [])).rejects.toMatchObject({ code: "dns_failed" });
    await expect(lookup(() => Promise.reject(new Error("ENOTFOUND")))).rejects.toMatchObject({
      code: "dns_failed",
    });
  });
});
