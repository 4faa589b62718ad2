import { createHash } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import { listenOnLoopback } from "./loopback";

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest("hex");

export type HubCommit = { commit: string; files: Record<string, Uint8Array> };

/**
 * A data-set hub on this machine that speaks the listing and download paths of huggingface.co. `branches` may be changed
 * while it runs; `cutAfter` ends the next download in the middle, `swap` serves other bytes than it lists.
 */
export async function startHub(options: { repository: string; branches: Record<string, HubCommit> }) {
  const state = {
    ...options,
    commits: new Map<string, HubCommit>(),
    token: null as string | null,
    cutAfter: null as number | null,
    swap: null as Uint8Array | null,
    withRanges: true,
    requests: [] as { url: string; range: string | null; authorization: string | null }[],
  };
  const refuse = (response: ServerResponse, status: number, code: string) =>
    response.writeHead(status, { "x-error-code": code }).end(code);
  const server = createServer((request, response) => {
    const url = request.url ?? "/";
    const { range = null, authorization = null } = request.headers;
    state.requests.push({ url, range, authorization });
    for (const one of Object.values(state.branches)) state.commits.set(one.commit, one);
    const listing = /^\/api\/datasets\/([^/]+\/[^/]+)\/revision\/([^/?]+)\?blobs=true$/.exec(url);
    const file = /^\/datasets\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(url);
    const [, repository, revision = "", path = ""] = listing ?? file ?? [];
    if (repository !== state.repository) return refuse(response, 404, "RepoNotFound");
    if (state.token !== null && authorization !== `Bearer ${state.token}`)
      return refuse(response, authorization === null ? 401 : 403, "GatedRepo");
    const name = decodeURIComponent(revision);
    const found = state.branches[name] ?? state.commits.get(name);
    if (found === undefined) return refuse(response, 404, "RevisionNotFound");
    if (listing !== null) {
      const siblings = Object.entries(found.files).map(([rfilename, bytes]) => ({
        rfilename,
        size: bytes.byteLength,
        ...(rfilename.endsWith(".parquet") ? { lfs: { sha256: sha256(bytes), size: bytes.byteLength } } : {}),
      }));
      return response.end(JSON.stringify({ sha: found.commit, gated: state.token !== null, siblings }));
    }
    const listed = found.files[decodeURIComponent(path)];
    if (listed === undefined) return refuse(response, 404, "EntryNotFound");
    const bytes = state.swap ?? listed;
    const start = state.withRanges ? Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0) : 0;
    if (start > 0 && start >= bytes.byteLength) return response.writeHead(416).end();
    response.writeHead(start > 0 ? 206 : 200, {
      "content-length": bytes.byteLength - start,
      ...(start > 0 ? { "content-range": `bytes ${start}-${bytes.byteLength - 1}/${bytes.byteLength}` } : {}),
    });
    if (state.cutAfter === null) return response.end(bytes.subarray(start));
    response.write(bytes.subarray(start, start + state.cutAfter), () => response.socket?.destroy());
    state.cutAfter = null;
  });
  const { origin, close } = await listenOnLoopback(server);
  return {
    state,
    origin,
    close,
  };
}
