import { HubError } from "./hub-error";

/** Where a data set lies on a hub: a branch or commit, and files; a path that ends in `/` stands for all files below it. */
export type HubAddress = { repository: string; revision: string | null; paths: string[] };

const SHORT = /^hub:([\w.-]+\/[\w.-]+)(?:@([\w./-]+))?(?::(.+))?$/;
const PAGE =
  /^https?:\/\/[^/]+\/datasets\/([\w.-]+\/[\w.-]+)(?:\/(?:resolve|blob|tree|raw)\/([^/?#]+)(?:\/([^?#]*))?)?(?:[?#].*)?$/;

/**
 * Reads `hub:owner/name`, `hub:owner/name@revision:path,path`, or the address of a data set or of one of its files as a
 * browser shows it. No revision and no paths where none are written. Throws `bad_address` for anything else.
 */
export function parseHubAddress(text: string): HubAddress {
  const short = SHORT.exec(text);
  if (short !== null)
    return {
      repository: short[1] ?? "",
      revision: short[2] ?? null,
      paths: (short[3] ?? "").split(",").filter((part) => part !== ""),
    };
  const page = PAGE.exec(text);
  if (page === null)
    throw new HubError(
      "bad_address",
      `${text} is no address of a data set; write hub:owner/name@revision:path or https://HOST/datasets/owner/name/resolve/REVISION/PATH.`,
    );
  const path = decoded(page[3] ?? "");
  return {
    repository: page[1] ?? "",
    revision: page[2] === undefined ? null : decoded(page[2]),
    paths: path === "" ? [] : [path],
  };
}

export const isHubAddress = (text: string): boolean => SHORT.test(text) || PAGE.test(text);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new HubError("bad_address", `${text} is not written as part of an address.`);
  }
}
