import { readFile } from "node:fs/promises";
import path from "node:path";
import type { HubPin } from "@/contracts/benchmark";
import { type BenchmarkRecipe, type LoadedBenchmark, loadFiles } from "@/formats/benchmarks";
import { chosenFiles, createSafeHttp, downloadFile, type Hub, listRevision } from "@/net";

const LARGEST_BYTES = 512 * 1024 ** 2;

export type HubRequest = {
  repository: string;
  /** Branch, tag or commit. */
  revision: string;
  paths: readonly string[];
  /** What an earlier import fetched: it must be the same. Null to take the revision as it is now. */
  pin: HubPin | null;
  /** Folder of files that were fetched; a broken import goes on from there. */
  folder: string;
  say: (line: string) => void;
};

/**
 * The hub to ask: `PLUMBLINE_HUB` (default https://huggingface.co) with the token of `HF_TOKEN`. An address on this
 * machine is dialled only because the operator named it.
 */
export function openHub(env: NodeJS.ProcessEnv): Hub {
  const origin = (env.PLUMBLINE_HUB || "https://huggingface.co").replace(/\/+$/, "");
  return { http: createSafeHttp({ allowLoopback: true }), origin, token: env.HF_TOKEN || null };
}

/**
 * Fetches the files of a benchmark from a hub and reads them. With a pin exactly its commit and checksums count; without
 * one the revision's commit of now is taken, and the checksums that come with it become the pin. Throws `HubError`,
 * `NetError`, or what reading the files throws.
 */
export async function readFromHub(
  hub: Hub,
  recipe: BenchmarkRecipe,
  request: HubRequest,
): Promise<LoadedBenchmark & { pin: HubPin }> {
  const { repository, pin, say } = request;
  const listing = await listRevision(hub, repository, pin?.commit ?? request.revision);
  const files = pin?.files ?? chosenFiles(listing, request.paths);
  const fetched: HubPin["files"] = [];
  const places = new Map<string, string>();
  for (const file of files) {
    const place = path.join(
      request.folder,
      repository,
      listing.commit,
      ...file.path.split("/").map(safeName),
    );
    const { bytes, sha256, fetchedBytes } = await downloadFile(
      hub,
      { repository, commit: listing.commit, path: file.path, sha256: file.sha256, maxBytes: LARGEST_BYTES },
      place,
    );
    say(`  ${file.path}  ${bytes} bytes (${fetchedBytes} fetched)  sha256 ${sha256}`);
    fetched.push({ path: file.path, bytes, sha256 });
    places.set(file.path, place);
  }
  const read = async (name: string) => readFile(places.get(name) ?? name);
  const names = [...places.keys()];
  const loaded = await loadFiles(recipe, { paths: names, read }, names);
  return { ...loaded, pin: { repository, commit: listing.commit, files: fetched } };
}

/** The hub names the file; on this disk a part of its path may not climb. */
const safeName = (part: string): string => encodeURIComponent(part).replace(/^\.+$/, "_");
