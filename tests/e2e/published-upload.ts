import { expect } from "@playwright/test";
import { generateBenchmark } from "@/catalog/bundled";
import type { RunningPlatform } from "@/tests/support/platform";

/** Uploads answers to the bundled benchmark, every fourth one wrong, and waits until their run is on the board. */
export async function publishedUpload(
  platform: RunningPlatform,
  upload: { model: string; samples: number },
): Promise<{ submissionId: string; runId: string }> {
  const lines = generateBenchmark().problems.flatMap(({ id, gold }, index) =>
    Array.from({ length: upload.samples }, (_, sample) =>
      JSON.stringify({
        problem_id: id,
        sample,
        response: `So \\boxed{${(index + sample) % 4 === 3 ? "-1" : gold}}.`,
        finish_reason: "stop",
      }),
    ),
  );
  const headers = {
    authorization: `Bearer ${platform.adminKey}`,
    "content-type": "application/octet-stream",
  };
  const address = `${platform.origin}/api/v1/submissions`;
  const query = new URLSearchParams({ benchmark: "bundled", model: upload.model });
  const sent = await fetch(`${address}?${query}`, { method: "POST", headers, body: lines.join("\n") });
  const { submissionId }: { submissionId: string } = await sent.json();
  const read = async (): Promise<{ state: string; runs: { runId: string }[] }> =>
    (await fetch(`${address}/${submissionId}`, { headers })).json();
  await expect
    .poll(async () => (await read()).state, { timeout: 120_000, intervals: [500] })
    .toBe("published");
  return { submissionId, runId: (await read()).runs[0]?.runId ?? "" };
}

/** A link that signs a browser in, once. */
export async function signInLink(platform: RunningPlatform): Promise<string> {
  const answer = await fetch(`${platform.origin}/api/v1/sign-in-links`, {
    method: "POST",
    headers: { authorization: `Bearer ${platform.adminKey}`, "content-type": "application/json" },
    body: "{}",
  });
  const { url }: { url: string } = await answer.json();
  return url;
}
