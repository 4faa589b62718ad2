// Preloaded into every process of a bench's platform: its Date runs ahead or behind by what the file named in
// PLUMBLINE_BENCH_CLOCK says for its part, and so does the `Date` of its answers, which Node takes from the machine's own.
// Timers and PostgreSQL's clock stay as they are.
import { readFileSync } from "node:fs";
import { ServerResponse } from "node:http";

const LOOK_EVERY_MS = 200;
const file = process.env.PLUMBLINE_BENCH_CLOCK;
const words = process.argv.join(" ");
const part = words.includes("workers/embedded/main")
  ? "executor"
  : /site\/serve|next/.test(words)
    ? "web"
    : / runner /.test(words)
      ? "runner"
      : null;

if (file && part !== null) {
  const RealDate = Date;
  let offsetMs = 0;
  const look = () => {
    try {
      offsetMs = Number(JSON.parse(readFileSync(file, "utf8"))[part] ?? 0);
    } catch {
      // No jump was asked for yet, or the file is being written.
    }
  };
  look();
  setInterval(look, LOOK_EVERY_MS).unref();
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(RealDate.now() + offsetMs);
      else super(...given);
    }
    static now() {
      return RealDate.now() + offsetMs;
    }
  };
  const { writeHead } = ServerResponse.prototype;
  ServerResponse.prototype.writeHead = function (...given) {
    if (this.sendDate) this.setHeader("date", new Date().toUTCString());
    return writeHead.apply(this, given);
  };
}
