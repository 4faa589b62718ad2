import { readFileSync } from "node:fs";

const read = (name: string): string => readFileSync(new URL(`./python/${name}`, import.meta.url), "utf8");

/** The two programs of the split: each is one file, because the sandbox has no folder to import from. */
const codec = read("codec.py");
export const CANDIDATE = Buffer.from(`${codec}\n\n${read("candidate.py")}`);
export const TESTER = Buffer.from(`${codec}\n\n${read("tester.py")}`);
