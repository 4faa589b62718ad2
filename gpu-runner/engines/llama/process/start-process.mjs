// A child process does not inherit the TypeScript loader of its parent; this file registers it, then loads the rest.
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

register({ tsconfig: fileURLToPath(new URL("../../../../tsconfig.json", import.meta.url)) });
await import("./main.ts");
