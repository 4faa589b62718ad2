import path from "node:path";
import { ROOT } from "./root";

/** Folder of everything this instance keeps: `PLUMBLINE_HOME`, or `.plumbline` of this checkout wherever the command is called from. */
export function plumblineHome(): string {
  return path.resolve(process.env.PLUMBLINE_HOME || path.join(ROOT, ".plumbline"));
}
