// A child process does not inherit the TypeScript loader of its parent; this file registers it, then loads the rest.
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

// Ctrl-C reaches the whole group: the runner drains and ends this process itself, or is gone and the channel says so. Node
// opens its inspector on SIGUSR1 unless somebody listens.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1"]) process.on(signal, () => {});
register({ tsconfig: fileURLToPath(new URL("../../../tsconfig.json", import.meta.url)) });
await import("./reader.ts");
