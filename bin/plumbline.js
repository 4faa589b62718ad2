#!/usr/bin/env node
// The command runs from TypeScript sources without a build: this file only teaches Node to read them.
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

// Node opens its inspector, which runs any code, on this signal unless somebody listens.
process.on("SIGUSR1", () => {});

// The alias @/ must resolve wherever the command is called from.
register({ tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url)) });

const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
