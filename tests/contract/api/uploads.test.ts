import { readdirSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { UPLOAD_PARTS } from "@/contracts/upload";
import { submission, upload } from "@/db/schema";
import { handleUploadParts } from "@/server/api/resumable-upload";
import { authenticateKey } from "@/server/domain/account";
import { expireUploads } from "@/server/domain/submission";
import { apiWorld, ORIGIN } from "./api-world";

type World = Awaited<ReturnType<typeof apiWorld>>;

const FIELDS = { benchmark: "bundled", model: "parts", filename: "traces.jsonl" };

function metadata(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`)
    .join(",");
}

async function tus(
  world: World,
  method: string,
  path: string,
  call: { key?: string; headers?: Record<string, string>; body?: string },
) {
  const response = await handleUploadParts(
    new Request(`${ORIGIN}/api/v1/uploads${path}`, {
      method,
      headers: {
        "tus-resumable": "1.0.0",
        ...(call.key === undefined ? {} : { authorization: `Bearer ${call.key}` }),
        ...(call.body === undefined ? {} : { "content-type": "application/offset+octet-stream" }),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: call.body }),
    }),
    world.who,
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

const open = (world: World, key: string, bytes: number, fields: Record<string, string> = FIELDS) =>
  tus(world, "POST", "", {
    key,
    headers: { "upload-length": String(bytes), "upload-metadata": metadata(fields) },
  });

const part = (world: World, key: string, place: string, offset: number, body: string) =>
  tus(world, "PATCH", place, { key, body, headers: { "upload-offset": String(offset) } });

async function opened(world: World, key: string, bytes: number): Promise<string> {
  const { status, headers } = await open(world, key, bytes);
  expect(status).toBe(201);
  const location = headers.get("location") ?? "";
  expect(location).toMatch(/^\/api\/v1\/uploads\/upl_/);
  return location.slice("/api/v1/uploads".length);
}

describe("uploads in parts", () => {
  it("become one submission with the last byte, which every later question names", async () => {
    await using world = await apiWorld();
    const { ada } = world.keys;
    const place = await opened(world, ada, 10);
    const first = await part(world, ada, place, 0, "01234");
    expect([first.status, first.headers.get("upload-offset")]).toEqual([204, "5"]);
    expect(first.headers.get("plumbline-submission")).toBeNull();
    const wrong = await part(world, ada, place, 3, "34567");
    expect([wrong.status, JSON.parse(wrong.text).error.code]).toEqual([409, "conflict"]);
    const second = await part(world, ada, place, 5, "56789");
    expect([second.status, second.headers.get("upload-offset")]).toEqual([204, "10"]);
    const submissionId = second.headers.get("plumbline-submission");
    expect(submissionId).toMatch(/^sub_/);
    const asked = await tus(world, "HEAD", place, { key: ada });
    expect([asked.headers.get("upload-offset"), asked.headers.get("plumbline-submission")]).toEqual([
      "10",
      submissionId,
    ]);
    const view = await tus(world, "GET", place, { key: ada });
    expect(JSON.parse(view.text)).toMatchObject({ bytes: 10, receivedBytes: 10, submissionId });
    const rows = await world.test.db.select().from(submission);
    expect(rows.map(({ id, state, uploadBytes }) => [id, state, uploadBytes])).toEqual([
      [submissionId, "staged", 10],
    ]);
  });

  it("are refused before any byte is read: too large, unknown fields, nobody, too many", async () => {
    await using world = await apiWorld({ settings: { uploadLimits: LIMITS } });
    const { ada, runner } = world.keys;
    const large = await open(world, ada, 1001);
    expect([large.status, JSON.parse(large.text).error.code]).toEqual([413, "payload_too_large"]);
    expect((await open(world, ada, 10, { ...FIELDS, benchmark: "nothing" })).status).toBe(422);
    expect((await open(world, ada, 10, { benchmark: "bundled" })).status).toBe(422);
    expect((await open(world, "pl_wrong", 10)).status).toBe(401);
    expect((await tus(world, "POST", "", { headers: { "upload-length": "5" } })).status).toBe(401);
    expect((await open(world, runner, 10)).status).toBe(403);
    expect(await world.test.db.$count(upload)).toBe(0);
    const place = await opened(world, ada, 10);
    expect((await part(world, ada, place, 0, "more than announced")).status).toBe(413);
    for (let more = 1; more < UPLOAD_PARTS.openPerTeam; more++) await opened(world, ada, 10);
    const full = await open(world, ada, 10);
    expect([full.status, JSON.parse(full.text).error.code]).toEqual([429, "quota_exceeded"]);
  });

  it("belong to a team, can be taken back and expire", async () => {
    await using world = await apiWorld();
    const { ada, bob } = world.keys;
    const place = await opened(world, ada, 10);
    await part(world, ada, place, 0, "012");
    expect((await tus(world, "HEAD", place, { key: bob })).status).toBe(404);
    expect((await part(world, bob, place, 3, "345")).status).toBe(404);
    expect((await tus(world, "DELETE", place, { key: bob })).status).toBe(404);
    expect((await tus(world, "DELETE", place, { key: ada })).status).toBe(204);
    expect((await tus(world, "HEAD", place, { key: ada })).status).toBe(404);
    const late = await opened(world, ada, 10);
    await part(world, ada, late, 0, "012");
    world.platform.advance(UPLOAD_PARTS.keptHours * 3_600_000 + 1);
    expect((await part(world, ada, late, 3, "3456789")).status).toBe(404);
    expect(await expireUploads(world.platform.system)).toBe(1);
    expect(await world.test.db.$count(upload)).toBe(0);
    expect(readdirSync(world.platform.uploadsDirectory)).toEqual([]);
  });

  it("go on where the server was stopped between the last byte and the submission", async () => {
    await using world = await apiWorld();
    const { ada } = world.keys;
    const place = await opened(world, ada, 5);
    const actor = await authenticateKey(world.platform.anonymous, ada);
    const ctx = world.platform.as(actor);
    await ctx.uploads.append(place.slice(1), 0, Readable.from([Buffer.from("01234")]), { maxBytes: 5 });
    const asked = await tus(world, "HEAD", place, { key: ada });
    expect(asked.headers.get("plumbline-submission")).toMatch(/^sub_/);
    expect(await world.test.db.$count(submission)).toBe(1);
  });
});

const LIMITS = {
  compressedBytes: 1000,
  expandedBytes: 10_000,
  ratio: 200,
  lineBytes: 1000,
  lines: 100,
  archiveFiles: 256,
};
