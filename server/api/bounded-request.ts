import { PlumblineError } from "@/contracts/errors";
import { errorResponse, toPlumblineError } from "./error-mapper";

/** JSON bodies of the API; files are streamed by routes of their own. */
export const MAX_JSON_BYTES = 1024 ** 2;

/** Lists and objects within each other: what an uploaded line may nest, in a report. Readers of JSON that call themselves end far above. */
const MAX_JSON_DEPTH = 300;

/**
 * The request with its body read into memory, at most 1 MiB. A change without a body gets an empty object, so that
 * `curl -X POST …/cancel` works; a body of another type is refused.
 */
export async function boundedRequest(request: Request, maxBytes = MAX_JSON_BYTES): Promise<Request> {
  if (request.method === "GET" || request.method === "HEAD") return request;
  const body = await boundedJson(request, maxBytes);
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  const hasBody = request.method !== "DELETE" || body.length > 0;
  return new Request(request.url, {
    method: request.method,
    headers,
    body: hasBody ? (body.length === 0 ? "{}" : body) : null,
    signal: request.signal,
  });
}

/** The bytes of a body of JSON, at most `maxBytes`; none where there is no body, refused where it is of another type. */
export async function boundedJson(request: Request, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const body = await readBounded(request, maxBytes);
  const isJson = /^application\/json\b/i.test(request.headers.get("content-type") ?? "");
  if (isJson) refuseDeep(body);
  if (body.length === 0 || isJson) return body;
  throw new PlumblineError("invalid_input", "The body is not JSON.", {
    hint: "Send `content-type: application/json`.",
  });
}

/** A handler of somebody else's that reads a whole body by itself, before it knows who asks: it gets one of at most `maxBytes`. */
export function withBoundedBody(handler: (request: Request) => Promise<Response>, maxBytes: number) {
  return async (request: Request): Promise<Response> => {
    try {
      const body = await boundedJson(request, maxBytes);
      const { url, method, headers, signal } = request;
      return await handler(
        new Request(url, { method, headers, signal, body: body.length > 0 ? body : null }),
      );
    } catch (error) {
      return errorResponse(toPlumblineError(error));
    }
  };
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\[]{}');

function refuseDeep(body: Uint8Array): void {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at];
    if (isText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
    else if ((byte === OPEN_LIST || byte === OPEN_OBJECT) && ++depth > MAX_JSON_DEPTH) {
      throw new PlumblineError("invalid_input", `The JSON nests deeper than ${MAX_JSON_DEPTH} levels.`, {
        hint: "Send a flatter object.",
      });
    }
  }
}

async function readBounded(request: Request, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new PlumblineError("payload_too_large", `The body is larger than ${maxBytes} bytes.`, {
        hint: "Send a smaller one; files go as application/octet-stream.",
      });
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** The chunks of a request's body; none where there is no body. */
export async function* bodyOf(request: Request): AsyncIterable<Uint8Array> {
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
