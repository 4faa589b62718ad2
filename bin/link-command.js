// npm links the commands of dependencies, not those of the checkout itself; this makes `npx plumbline` work here.
// Runs after `npm ci`. A failure must not fail the install: `node bin/plumbline.js` is the same command.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../node_modules/.bin", import.meta.url));
try {
  mkdirSync(folder, { recursive: true });
  if (process.platform === "win32") {
    writeFileSync(path.join(folder, "plumbline.cmd"), '@node "%~dp0..\\..\\bin\\plumbline.js" %*\r\n');
  } else {
    const link = path.join(folder, "plumbline");
    rmSync(link, { force: true });
    symlinkSync("../../bin/plumbline.js", link);
  }
} catch (error) {
  console.warn(`npx plumbline is not available, use node bin/plumbline.js instead: ${error}`);
}
