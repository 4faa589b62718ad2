import path from "node:path";

/** Folder of everything this instance keeps: `PLUMBLINE_HOME`, or `.plumbline` of the current folder. */
export function plumblineHome(): string {
  return path.resolve(process.env.PLUMBLINE_HOME || ".plumbline");
}
