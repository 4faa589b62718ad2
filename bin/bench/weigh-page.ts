import { gzipSync } from "node:zlib";

/** Bytes after gzip; fonts are not counted. */
export type PageWeight = { document: number; styles: number; scripts: number };

/** What a browser with modules fetches for the first view of a page: scripts for browsers without modules are left out. */
export async function pageWeight(address: string): Promise<PageWeight> {
  const page = await bytesOf(address);
  const tags = [...page.toString().matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag);
  const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]+)"`).exec(tag)?.[1];
  const scripts = tags
    .filter((tag) => tag.startsWith("<script") && !/\bnomodule\b/i.test(tag))
    .flatMap((tag) => attribute(tag, "src") ?? []);
  const styles = tags
    .filter((tag) => attribute(tag, "rel") === "stylesheet")
    .flatMap((tag) => attribute(tag, "href") ?? []);
  const weigh = async (paths: readonly string[]) => {
    let sum = 0;
    for (const path of new Set(paths)) sum += gzipSync(await bytesOf(new URL(path, address).href)).byteLength;
    return sum;
  };
  return {
    document: gzipSync(page).byteLength,
    styles: await weigh(styles),
    scripts: await weigh(scripts),
  };
}

async function bytesOf(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
