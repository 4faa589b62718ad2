import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** The release that is installed and tested; another one may give other text for the same seed. */
export const LLAMA_VERSION = "3.21.1";

/** Where native engines are installed: apart from the project's own packages. */
export function enginesFolder(home: string): string {
  return path.resolve(home, "engines");
}

function libraryFile(folder: string): string {
  return path.join(folder, "node_modules", "node-llama-cpp", "dist", "index.js");
}

export function isLlamaInstalled(folder: string): boolean {
  return existsSync(libraryFile(folder));
}

/** What `import()` takes. */
export function libraryUrl(folder: string): string {
  return pathToFileURL(libraryFile(folder)).href;
}
