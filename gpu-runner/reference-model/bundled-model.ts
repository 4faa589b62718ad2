import { fileURLToPath } from "node:url";

/** The model in the box: a test fixture that makes the platform run for real offline; it knows nothing else. */
export const BUNDLED_MODEL = {
  name: "plumbline-reference",
  path: fileURLToPath(new URL("./plumbline-reference.gguf", import.meta.url)),
} as const;
