import { gzipSync } from "node:zlib";

/**
 * `npx tsx bin/bench/page-weight.ts URL`: what a browser with modules fetches for the first view of a page, gzipped:
 * the document, its stylesheets, its scripts (those for browsers without modules left out). Fonts are not counted.
 */
const address = process.argv[2];
if (address === undefined)
  throw new Error("Name a page: npx tsx bin/bench/page-weight.ts http://127.0.0.1:3000/");

const bytesOf = async (url: string): Promise<Buffer> => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
};

const page = await bytesOf(address);
const html = page.toString();
const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag);
const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]+)"`).exec(tag)?.[1];
const scripts = new Set(
  tags
    .filter((tag) => tag.startsWith("<script") && !/\bnomodule\b/i.test(tag))
    .flatMap((tag) => attribute(tag, "src") ?? []),
);
const styles = new Set(
  tags.filter((tag) => attribute(tag, "rel") === "stylesheet").flatMap((tag) => attribute(tag, "href") ?? []),
);
const weigh = async (paths: Iterable<string>) => {
  let sum = 0;
  for (const path of paths) sum += gzipSync(await bytesOf(new URL(path, address).href)).byteLength;
  return sum;
};
const weights = {
  document: gzipSync(page).byteLength,
  styles: await weigh(styles),
  scripts: await weigh(scripts),
};
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
for (const [name, bytes] of Object.entries(weights)) console.log(`${name.padEnd(9)} ${kilobytes(bytes)}`);
console.log(`sum       ${kilobytes(Object.values(weights).reduce((sum, bytes) => sum + bytes, 0))}`);
