import { z } from "zod";
import { askHub, escapedPath, type Hub } from "./hub-client";
import { HubError } from "./hub-error";

/** A file as a hub lists it. `sha256` is there for large files, which a hub keeps by that checksum. */
export type HubFile = { path: string; bytes: number | null; sha256: string | null };
export type HubRevision = { repository: string; commit: string; files: HubFile[] };

const LISTING_BYTES = 32 * 1024 ** 2;
const listingSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().nullish(),
      lfs: z.object({ sha256: z.string().nullish() }).nullish(),
    }),
  ),
});

/** What a branch or commit of a data set holds, and the commit that it stands for now. */
export async function listRevision(hub: Hub, repository: string, revision: string): Promise<HubRevision> {
  const answer = await askHub(hub, {
    repository,
    revision,
    route: `/api/datasets/${escapedPath(repository)}/revision/${encodeURIComponent(revision)}?blobs=true`,
    headers: { accept: "application/json" },
    maxBytes: LISTING_BYTES,
  });
  const listing = listingSchema.safeParse(parsed(await answer.text()));
  if (!listing.success)
    throw new HubError("unexpected_answer", `${hub.origin} lists ${repository} in a form that is not known.`);
  return {
    repository,
    commit: listing.data.sha,
    files: listing.data.siblings.map(({ rfilename, size, lfs }) => ({
      path: rfilename,
      bytes: size ?? null,
      sha256: lfs?.sha256 ?? null,
    })),
  };
}

/** The files that paths name, in the order of the paths; below a folder by name. Throws `file_not_found`. */
export function chosenFiles(listing: HubRevision, paths: readonly string[]): HubFile[] {
  return paths.flatMap((path) => {
    const found = listing.files
      .filter((file) => (path.endsWith("/") ? file.path.startsWith(path) : file.path === path))
      .sort((left, right) => (left.path < right.path ? -1 : 1));
    if (found.length > 0) return found;
    const there = listing.files.map((file) => file.path).filter((name) => !name.startsWith("."));
    throw new HubError(
      "file_not_found",
      `${listing.repository} at ${listing.commit} has no ${path}; it has ${there.slice(0, 12).join(", ")}${there.length > 12 ? ", …" : ""}.`,
    );
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
