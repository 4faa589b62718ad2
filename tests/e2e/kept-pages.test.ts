import { generateBenchmark } from "@/catalog/bundled";
import { expect, test } from "@/tests/support/e2e";
import type { RunningPlatform } from "@/tests/support/platform";

const HOSTILE = `</script><script>window.hostile=1</script><img src=x onerror=window.hostile=1>`;
const { problems } = generateBenchmark();
const traces = problems.map(({ id, gold }) =>
  JSON.stringify({
    problem_id: id,
    sample: 0,
    response: `${HOSTILE} \\boxed{${gold}}`,
    finish_reason: "stop",
  }),
);

/** One published run of an uploaded file. */
async function publishedRun(platform: RunningPlatform, visibility: "public" | "private") {
  const headers = {
    authorization: `Bearer ${platform.adminKey}`,
    "content-type": "application/octet-stream",
  };
  const query = new URLSearchParams({ benchmark: "bundled", model: `Kept, ${visibility}`, visibility });
  const sent = await fetch(`${platform.origin}/api/v1/submissions?${query}`, {
    method: "POST",
    headers,
    body: traces.join("\n"),
  });
  const { submissionId } = await sent.json();
  const read = async () =>
    (await fetch(`${platform.origin}/api/v1/submissions/${submissionId}`, { headers })).json();
  await expect.poll(async () => (await read()).state, { timeout: 120_000 }).toBe("published");
  const runId: string = (await read()).runs[0].runId;
  const withdraw = () =>
    fetch(`${platform.origin}/api/v1/submissions/${submissionId}/withdraw`, { method: "POST", headers });
  const asOwner = (path: string) => fetch(platform.origin + path, { headers });
  return { runId, withdraw, asOwner };
}

test("a page from memory runs its own scripts and nothing else, and is gone once its run is withdrawn", async ({
  page,
  platform,
}) => {
  const { runId, withdraw } = await publishedRun(platform, "public");
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));

  const addresses = [`/runs/${runId}`, `/runs/${runId}/samples/${problems[0]?.id}/0`, "/search?q=kept"];
  for (const address of addresses) {
    await (await fetch(platform.origin + address)).text();
    const answer = await page.goto(address, { waitUntil: "load" });
    const headers = answer?.headers() ?? {};
    expect(headers.age, address).toMatch(/^[0-4]$/);
    expect(headers["content-security-policy"], address).toMatch(
      /script-src 'self'( 'sha256-[A-Za-z0-9+/]{43}=')+$/,
    );
    expect(await answer?.text(), address).not.toContain("nonce=");
    // The framework took its payload over, so its inline scripts ran; what was written into the page did not.
    await page.waitForFunction(() => typeof Reflect.get(window, "next") === "object");
    expect(await page.evaluate(() => Reflect.get(window, "hostile")), address).toBeUndefined();
  }
  expect(complaints).toEqual([]);

  expect((await withdraw()).ok).toBe(true);
  for (const address of [addresses[0], addresses[1], `/api/v1/runs/${runId}`])
    expect((await fetch(platform.origin + address)).status, address).toBe(404);
});

test("a private run that its owner reads stays hidden from everybody else", async ({ platform }) => {
  const { runId, asOwner } = await publishedRun(platform, "private");
  for (const path of [`/api/v1/runs/${runId}`, `/runs/${runId}`]) {
    expect((await asOwner(path)).status, path).toBe(200);
    for (let time = 0; time < 2; time++) expect((await fetch(platform.origin + path)).status, path).toBe(404);
    expect((await asOwner(path)).status, path).toBe(200);
  }
});
