import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { sha256, startHub } from "../../tests/support/hub-server";
import { createSafeHttp } from "../safe-http";
import { downloadFile } from "./download-file";
import { isHubAddress, parseHubAddress } from "./hub-address";
import { chosenFiles, listRevision } from "./list-revision";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const COMMIT = "a".repeat(40);
const bytes = new Uint8Array(300_000).map((_, index) => (index * 31) % 251);

async function setUp(token: string | null = null) {
  const server = await startHub({
    repository: "own/set",
    branches: {
      main: { commit: COMMIT, files: { "data/one.parquet": bytes, "b.jsonl": bytes.slice(0, 10) } },
    },
  });
  const folder = mkdtempSync(path.join(tmpdir(), "plumbline-hub-"));
  const http = createSafeHttp({ allowLoopback: true });
  closers.push(
    () => server.close(),
    () => http.close(),
    () => rmSync(folder, { recursive: true }),
  );
  const hub = { http, origin: server.origin, token };
  const fetchOne = (over: { sha256?: string; maxBytes?: number; path?: string; commit?: string } = {}) =>
    downloadFile(
      hub,
      {
        ...{ repository: "own/set", commit: COMMIT, path: "data/one.parquet", sha256: null },
        ...{ maxBytes: 1024 ** 2, ...over },
      },
      path.join(folder, "one"),
    );
  return { state: server.state, hub, fetchOne, target: path.join(folder, "one") };
}

describe("data-set hub", () => {
  it("lists a revision with its commit, and picks files in the order of the paths", async () => {
    const { hub } = await setUp();
    const listing = await listRevision(hub, "own/set", "main");
    expect(listing.commit).toBe(COMMIT);
    expect(chosenFiles(listing, ["b.jsonl", "data/"])).toEqual([
      { path: "b.jsonl", bytes: 10, sha256: null },
      { path: "data/one.parquet", bytes: 300_000, sha256: sha256(bytes) },
    ]);
    expect(() => chosenFiles(listing, ["c.csv"])).toThrow(
      /has no c\.csv; it has data\/one\.parquet, b\.jsonl/,
    );
  });

  it("goes on where a transfer broke off, and sends nothing for a file that is there", async () => {
    const { state, fetchOne, target } = await setUp();
    state.cutAfter = 100_000;
    await expect(fetchOne({ sha256: sha256(bytes) })).rejects.toMatchObject({ code: "cut_off" });
    expect(existsSync(target)).toBe(false);
    const second = await fetchOne({ sha256: sha256(bytes) });
    expect(second).toEqual({ bytes: 300_000, sha256: sha256(bytes), fetchedBytes: 200_000 });
    expect(state.requests.at(-1)?.range).toBe("bytes=100000-");
    expect(Buffer.compare(readFileSync(target), bytes)).toBe(0);
    const before = state.requests.length;
    expect((await fetchOne({ sha256: sha256(bytes) })).fetchedBytes).toBe(0);
    expect(state.requests.length).toBe(before);
  });

  it("starts again where a whole file was fetched and its importer killed before it said so", async () => {
    const { fetchOne, target } = await setUp();
    writeFileSync(`${target}.part`, bytes);
    expect(await fetchOne()).toEqual({ bytes: 300_000, sha256: sha256(bytes), fetchedBytes: 300_000 });
  });

  it("starts again where the server knows no ranges", async () => {
    const { state, fetchOne } = await setUp();
    state.withRanges = false;
    state.cutAfter = 100_000;
    await expect(fetchOne()).rejects.toMatchObject({ code: "cut_off" });
    expect(await fetchOne()).toEqual({ bytes: 300_000, sha256: sha256(bytes), fetchedBytes: 300_000 });
  });

  it("keeps nothing of a file with another checksum", async () => {
    const { state, fetchOne, target } = await setUp();
    state.swap = bytes.map((byte) => byte ^ 1);
    await expect(fetchOne({ sha256: sha256(bytes) })).rejects.toMatchObject({ code: "checksum_mismatch" });
    expect([existsSync(target), existsSync(`${target}.part`)]).toEqual([false, false]);
  });

  it("names what is wrong: size, file, revision, repository, consent", async () => {
    const { state, hub, fetchOne } = await setUp();
    await expect(fetchOne({ maxBytes: 299_999 })).rejects.toMatchObject({ code: "too_large" });
    await expect(fetchOne({ path: "gone" })).rejects.toMatchObject({ code: "file_not_found" });
    const gone = fetchOne({ commit: "b".repeat(40) });
    await expect(gone).rejects.toMatchObject({ code: "revision_not_found" });
    await expect(gone).rejects.toThrow(/--repin/);
    await expect(listRevision(hub, "own/other", "main")).rejects.toMatchObject({
      code: "repository_not_found",
    });
    state.token = "hf_own";
    const gated = listRevision(hub, "own/set", "main");
    await expect(gated).rejects.toMatchObject({ code: "gated" });
    await expect(gated).rejects.toThrow(/set HF_TOKEN/);
    await expect(listRevision({ ...hub, token: "hf_other" }, "own/set", "main")).rejects.toThrow(
      /may not read/,
    );
    expect((await listRevision({ ...hub, token: "hf_own" }, "own/set", "main")).commit).toBe(COMMIT);
  });

  it("reads addresses as people write and copy them", () => {
    expect(parseHubAddress("hub:own/set")).toEqual({ repository: "own/set", revision: null, paths: [] });
    expect(parseHubAddress("hub:own/set@refs/convert/parquet:main/test/,b.jsonl")).toEqual({
      ...{ repository: "own/set", revision: "refs/convert/parquet", paths: ["main/test/", "b.jsonl"] },
    });
    expect(
      parseHubAddress(`https://hub.example/datasets/own/set/blob/${COMMIT}/a%20b/c.json?download=true`),
    ).toEqual({
      ...{ repository: "own/set", revision: COMMIT, paths: ["a b/c.json"] },
    });
    expect(isHubAddress("./hub/own")).toBe(false);
    expect(() => parseHubAddress("hub:nothing")).toThrow(/no address of a data set/);
  });
});
