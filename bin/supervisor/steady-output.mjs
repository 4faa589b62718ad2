// Loaded first into a child process: its output goes to a file, and a full disk must not fail what only wanted to write a line.
// Node's own stream to a file ends for good with its first error, and throws it where nobody listens.
import { writeSync } from "node:fs";
import { Socket } from "node:net";

for (const stream of [process.stdout, process.stderr]) {
  // Pipes and terminals are sockets.
  if (stream instanceof Socket) continue;
  stream._write = (chunk, _encoding, done) => {
    try {
      writeSync(stream.fd, chunk);
    } catch {
      // This line is lost.
    }
    done();
  };
}
