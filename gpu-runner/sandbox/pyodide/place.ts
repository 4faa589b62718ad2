import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export type PyodidePlaces = {
  /** Folder of the package. */
  package: string;
  version: string;
  host: string;
  scripts: readonly string[];
  /** Where the snapshot of this version is kept. */
  cache: string;
};

/** Where the package and the scripts of the host are. Throws where the package is not installed. */
export function pyodidePlaces(): PyodidePlaces {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve("pyodide/package.json");
  const { version } = z.object({ version: z.string() }).parse(require(manifest));
  const folder = realpathSync(path.dirname(manifest));
  const here = (name: string) => realpathSync(fileURLToPath(new URL(`./${name}`, import.meta.url)));
  const host = here("host.mjs");
  return {
    package: folder,
    version,
    host,
    scripts: [host, here("lock-down.mjs")],
    cache: path.join(path.dirname(folder), ".cache", "plumbline"),
  };
}
