// Threads do not inherit the TypeScript loader of their process; this one registers it, then loads the worker.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
