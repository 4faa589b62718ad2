import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this checkout, wherever the command is called from. */
export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
