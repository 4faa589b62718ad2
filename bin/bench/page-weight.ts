import { pageWeight } from "./weigh-page";

/** `npx tsx bin/bench/page-weight.ts URL`: what the first view of a page weighs, gzipped, fonts not counted. */
const address = process.argv[2];
if (address === undefined)
  throw new Error("Name a page: npx tsx bin/bench/page-weight.ts http://127.0.0.1:3000/");

const weights = await pageWeight(address);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
for (const [name, bytes] of Object.entries(weights)) console.log(`${name.padEnd(9)} ${kilobytes(bytes)}`);
console.log(`sum       ${kilobytes(Object.values(weights).reduce((sum, bytes) => sum + bytes, 0))}`);
