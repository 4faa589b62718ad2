import type { Http, HttpAnswer } from "../http";
import { HubError } from "./hub-error";

/** A hub that speaks the paths of huggingface.co. The token goes to `origin` only, never past a redirect to another host. */
export type Hub = { http: Http; origin: string; token: string | null };

const TIMEOUT_MS = 10 * 60_000;

/**
 * One request; answers that are no success become `HubError`s that name the repository and what to do. A range beyond the end of
 * a file (416) is left to whoever asked for it.
 */
export async function askHub(
  hub: Hub,
  request: {
    repository: string;
    revision: string;
    route: string;
    headers?: Record<string, string>;
    maxBytes: number;
  },
): Promise<HttpAnswer> {
  const answer = await hub.http.send({
    method: "GET",
    url: `${hub.origin}${request.route}`,
    headers: {
      ...request.headers,
      ...(hub.token === null ? {} : { authorization: `Bearer ${hub.token}` }),
    },
    timeoutMs: TIMEOUT_MS,
    maxBytes: request.maxBytes,
  });
  const isBeyond = answer.status === 416 && request.headers?.range !== undefined;
  if (answer.status === 200 || answer.status === 206 || isBeyond) return answer;
  answer.discard();
  throw refusal(hub, answer, request);
}

function refusal(
  hub: Hub,
  answer: HttpAnswer,
  { repository, revision, route }: { repository: string; revision: string; route: string },
): HubError {
  const code = answer.headers["x-error-code"] ?? "";
  const page = `${hub.origin}/datasets/${repository}`;
  if (code === "GatedRepo" || ((answer.status === 401 || answer.status === 403) && code !== "RepoNotFound"))
    return new HubError(
      "gated",
      hub.token === null
        ? `${repository} is gated: accept its conditions at ${page}, then set HF_TOKEN to a token that may read it.`
        : `${repository} is gated and the token in HF_TOKEN may not read it: accept its conditions at ${page} with that account.`,
    );
  if (code === "RevisionNotFound")
    return new HubError(
      "revision_not_found",
      `${repository} has no revision ${revision} (any more). See what is there at ${page}; import another one with --repin.`,
    );
  if (code === "EntryNotFound")
    return new HubError("file_not_found", `${page} has no ${route} at revision ${revision}.`);
  if (code === "RepoNotFound" || answer.status === 404)
    return new HubError(
      "repository_not_found",
      `${page} is not there, or is private; for a private one set HF_TOKEN.`,
    );
  return new HubError(
    "unexpected_answer",
    `${hub.origin} answered ${answer.status} for ${repository}; try again later.`,
  );
}

/** A path of the hub with every part escaped; slashes stay. */
export const escapedPath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");
