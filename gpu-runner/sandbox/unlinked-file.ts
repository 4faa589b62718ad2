import { randomUUID } from "node:crypto";
import { closeSync, fchmodSync, openSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * A descriptor of a file without a name that holds these bytes, to be read from its start by one process. The caller
 * closes it once that process has it.
 */
export function unlinkedFile(bytes: Uint8Array): number {
  const place = path.join(tmpdir(), `plumbline-${randomUUID()}`);
  const descriptor = openSync(place, "wx+", 0o600);
  try {
    unlinkSync(place);
    // A program of another user may open it again, as `/dev/stdin`; without a name nobody else can.
    fchmodSync(descriptor, 0o444);
    // With a position, so that the reader begins at 0.
    let done = 0;
    while (done < bytes.length) done += writeSync(descriptor, bytes, done, bytes.length - done, done);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
