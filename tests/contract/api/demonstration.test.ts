import { afterEach, describe, expect, it, vi } from "vitest";
import { queueDemonstration } from "@/bin/supervisor/demonstration";
import { apiWorld } from "./api-world";

afterEach(() => vi.unstubAllGlobals());

describe("the demonstration", () => {
  it("is taken by the API as two hosted submissions, and queued once however often it is asked for", async () => {
    await using world = await apiWorld();
    vi.stubGlobal(
      "fetch",
      async (address: string, init: { headers: Record<string, string>; body: string }) => {
        const { status, body } = await world.call("POST", new URL(address).pathname, init);
        return Response.json(body, { status });
      },
    );
    const options = { server: "http://127.0.0.1:3000", adminKey: world.keys.admin };
    const first = await queueDemonstration(options);
    expect(first.submissionIds).toHaveLength(2);
    expect(await queueDemonstration(options)).toEqual(first);
    const { body } = await world.call("GET", `/api/v1/submissions/${first.submissionIds[1]}`, {
      key: world.keys.admin,
    });
    expect(body).toMatchObject({ method: "self-consistency", model: "plumbline-reference" });
  });
});
