export type ApiProblem = { message: string; hint: string };

/** Sends a value as the signed-in browser; answers the body, or what went wrong in the API's own words. */
export async function postJson<Body>(
  path: string,
  value: unknown,
): Promise<{ ok: true; body: Body } | { ok: false; problem: ApiProblem }> {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(value),
    });
    const body: unknown = await answer.json();
    if (answer.ok) return { ok: true, body: trusted<Body>(body) };
    return { ok: false, problem: problemOf(body) };
  } catch {
    return {
      ok: false,
      problem: { message: "The server did not answer.", hint: "Check that it is running, then try again." },
    };
  }
}

/** Answers of our own API have passed its output schema on the server; parsing again would cost 30 KB of script. */
function trusted<Body>(body: unknown): Body {
  return body as Body;
}

/** What a refused answer of the API says, in its own words. */
export function problemOf(body: unknown): ApiProblem {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  return {
    message: typeof error.message === "string" ? error.message : "The server refused without saying why.",
    hint: typeof error.hint === "string" ? error.hint : "",
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
