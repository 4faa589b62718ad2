import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/** Larger answers are passed on as they come. */
const MOST_BYTES = 4 * 2 ** 20;

/** What an answer is written by, and where the framework looks whether it has begun. */
const TAKEN = ["writeHead", "flushHeaders", "write", "end", "headersSent"] as const;

export type Answer = { status: number; headers: OutgoingHttpHeaders; body: Buffer };

/**
 * Runs what answers a request and takes the answer instead of sending it. Null where there is nothing left to send: the client went away,
 * or the answer was larger than 4 MiB and went out by itself. The response is as new afterwards; an error of `app` is thrown on.
 */
export function takeAnswer(response: ServerResponse, app: () => Promise<void>): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let begun = false;
    const gone = () => resolve(null);
    response.once("close", gone);

    const keep = (chunk: unknown, encoding: unknown) => {
      begun = true;
      const data = bytesOf(chunk, encoding);
      bytes += data.length;
      chunks.push(data);
    };
    // Wrappers that the framework put on top go with ours.
    const release = () => {
      response.off("close", gone);
      for (const name of TAKEN) Reflect.deleteProperty(response, name);
    };
    const passOn = () => {
      release();
      resolve(null);
      response.write(Buffer.concat(chunks));
    };

    const own = {
      writeHead(status: number, ...rest: unknown[]) {
        begun = true;
        response.statusCode = status;
        for (const [name, value] of Object.entries(headersOf(rest.at(-1))))
          if (value !== undefined) response.setHeader(name, value);
        return response;
      },
      flushHeaders() {
        begun = true;
      },
      write(chunk: unknown, encoding?: unknown, done?: unknown) {
        keep(chunk, encoding);
        if (bytes > MOST_BYTES) passOn();
        callBack(encoding, done);
        return true;
      },
      end(chunk?: unknown, encoding?: unknown) {
        if (chunk !== undefined && chunk !== null && typeof chunk !== "function") keep(chunk, encoding);
        release();
        if (response.destroyed || response.socket?.destroyed !== false) resolve(null);
        else
          resolve({
            status: response.statusCode,
            headers: response.getHeaders(),
            body: Buffer.concat(chunks),
          });
        return response;
      },
    };
    for (const [name, value] of Object.entries(own))
      Object.defineProperty(response, name, { value, configurable: true, writable: true });
    Object.defineProperty(response, "headersSent", { get: () => begun, configurable: true });

    app().catch((error: unknown) => {
      release();
      reject(error);
    });
  });
}

function bytesOf(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === "string")
    return Buffer.from(
      chunk,
      typeof encoding === "string" && Buffer.isEncoding(encoding) ? encoding : "utf8",
    );
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.alloc(0);
}

function headersOf(value: unknown): OutgoingHttpHeaders {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function callBack(...candidates: unknown[]): void {
  const done = candidates.find((candidate) => typeof candidate === "function");
  if (typeof done === "function") process.nextTick(() => done());
}
