import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { NetError } from "./net-error";
import { createSafeHttp, type SafeHttpOptions } from "./safe-http";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  const address = server.address() as AddressInfo;
  return `http://127.0.0.1:${address.port}`;
}

async function web(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  closers.push(() => server.closeAllConnections());
  return listening(server);
}

/** A server below HTTP, which may say anything at any pace; `closed` resolves when the client has hung up. */
async function raw(talk: (socket: Socket) => void): Promise<{ origin: string; closed: Promise<void> }> {
  let hungUp = () => {};
  const closed = new Promise<void>((resolve) => {
    hungUp = resolve;
  });
  const server = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.on("close", hungUp);
    socket.once("data", () => talk(socket));
  });
  return { origin: await listening(server), closed };
}

function http(options: Partial<SafeHttpOptions> = {}) {
  const client = createSafeHttp({ allowLoopback: true, ...options });
  closers.push(() => client.close());
  return client;
}

/** The code with which a request, or reading its answer, ends. */
async function endOf(
  url: string,
  options: Partial<SafeHttpOptions> = {},
  limits: object = {},
): Promise<string> {
  try {
    const answer = await http(options).send({ method: "GET", url, ...limits });
    await answer.text();
    return `answered ${answer.status}`;
  } catch (error) {
    return error instanceof NetError ? error.code : `not a NetError: ${error}`;
  }
}

/** Writes without end, as fast as the other side reads. */
function flood(socket: Socket, piece: string): void {
  const pump = () => {
    while (!socket.destroyed && socket.write(piece));
    if (!socket.destroyed) socket.once("drain", () => setImmediate(pump));
  };
  pump();
}

function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 20);
  socket.on("close", () => clearInterval(timer));
}

const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";
const CHUNKED = `${HEAD}transfer-encoding: chunked\r\n\r\n`;
const HEADER = `x-a: ${"y".repeat(1000)}\r\n`;
const LETTERS = "y".repeat(1000);

/** What is sent at once, what is repeated after it, and the code with which the client leaves. */
const DRIPS: [what: string, start: string, piece: string, code: RegExp][] = [
  ["say nothing", "", "", /^headers_timeout$/],
  ["drip a header every 20 ms", HEAD, "x-a: b\r\n", /^(headers_timeout|timed_out)$/],
  ["drip the status line", "HTTP/1.1 200 ", "O", /^(headers_timeout|timed_out)$/],
  ["drip a body of one chunk", CHUNKED, "1\r\nx\r\n", /^timed_out$/],
  ["stop within the body", `${HEAD}content-length: 100\r\n\r\nx`, "", /^body_timeout$/],
];
const FLOODS: [what: string, start: string, piece: string, code: string][] = [
  ["headers", HEAD, HEADER, "protocol_error"],
  ["one header", `${HEAD}x-a: `, LETTERS, "protocol_error"],
  ["a body", `${HEAD}\r\n`, LETTERS, "too_large"],
  ["chunks", CHUNKED, `3e8\r\n${LETTERS}\r\n`, "too_large"],
  ["trailers", `${CHUNKED}0\r\n`, HEADER, "protocol_error"],
  // The parser holds neither of these in memory and counts neither: the time for the whole answer ends them.
  ["a status line", "HTTP/1.1 200 ", LETTERS, "timed_out"],
  ["an extension of a chunk", `${CHUNKED}1;`, LETTERS, "timed_out"],
];

describe("servers that never finish", () => {
  it.each(DRIPS)("that %s are left", async (_what, start, piece, code) => {
    const { origin, closed } = await raw((socket) => {
      socket.write(start);
      if (piece !== "") drip(socket, piece);
    });
    const timeoutMs = piece === "" ? 10_000 : 700;
    expect(await endOf(origin, { headersTimeoutMs: 300, bodyIdleMs: 300 }, { timeoutMs })).toMatch(code);
    await closed;
  });

  it.each(FLOODS)(
    "that send %s without end are left, and fill no memory",
    async (_what, start, piece, code) => {
      const before = process.memoryUsage().rss;
      const { origin, closed } = await raw((socket) => {
        socket.write(start);
        flood(socket, piece);
      });
      const timeoutMs = code === "timed_out" ? 300 : 10_000;
      expect(await endOf(origin, {}, { maxBytes: 100_000, timeoutMs })).toBe(code);
      await closed;
      expect((process.memoryUsage().rss - before) / 1024 ** 2).toBeLessThan(200);
    },
  );
});

describe("answers that lie", () => {
  it("a gzip bomb is cut at the limit of the text, whatever its length on the wire", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2));
    for (const [encoding, body] of [
      ["gzip", bomb],
      ["gzip, gzip", gzipSync(bomb)],
    ] as const) {
      const origin = await web((_request, response) =>
        response.writeHead(200, { "content-encoding": encoding }).end(body),
      );
      expect(body.length).toBeLessThan(100_000);
      expect(await endOf(origin, {}, { maxBytes: 100_000 })).toBe("too_large");
    }
  });

  it.each([
    ["two lengths", `${HEAD}content-length: 1\r\ncontent-length: 2\r\n\r\nxx`],
    [
      "a length and chunks",
      `${HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 200 OK`,
    ],
    ["a negative length", `${HEAD}content-length: -1\r\n\r\nx`],
    ["a length beyond numbers", `${HEAD}content-length: 99999999999999999999999\r\n\r\nx`],
    ["a header folded over lines", `${HEAD}x-a: b\r\n c\r\n\tcontent-length: 0\r\n`],
    ["a NUL in a header", `${HEAD}x-a: b\0c\r\ncontent-length: 0\r\n\r\n`],
    ["no HTTP", "+OK POP3 ready\r\n"],
    ["an upgrade", "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"],
  ])("%s does not pass as an answer", async (_what, text) => {
    const { origin } = await raw((socket) => void socket.end(text));
    expect(await endOf(origin, { headersTimeoutMs: 500 }, { timeoutMs: 1500 })).toMatch(
      /^(protocol_error|cut_off)$/,
    );
  });

  it.each([301, 302, 303, 307, 308])(
    "status %i leads to no inner address, by any way to write it",
    async (status) => {
      let inner = 0;
      const hidden = await web((_request, response) => void response.end(`${inner++}`));
      const { port } = new URL(hidden);
      let location = "";
      const origin = await web((_request, response) => response.writeHead(status, { location }).end());
      for (location of [
        ...[
          hidden,
          `http://localhost:${port}/`,
          `http://[::1]:${port}/`,
          `http://127.1:${port}/`,
          `http://2130706433:${port}/`,
        ],
        ...[
          `//127.0.0.1:${port}/`,
          `///127.0.0.1:${port}/`,
          `\\\\127.0.0.1:${port}\\`,
          `https://[::ffff:7f00:1]:${port}/`,
          "/again",
          "again",
          "?x",
          "",
        ],
        ...[
          "http://169.254.169.254/latest/meta-data/",
          "https://169.254.169.254/",
          "https://[fd00:ec2::254]/",
          "https://metadata.google.internal/",
        ],
        ...[
          "file:///etc/passwd",
          "gopher://127.0.0.1:6379/_x",
          "data:text/plain,x",
          "javascript:1",
          "https://a:b@api.example.com/",
          "http:",
          "https://",
        ],
      ]) {
        const end = await endOf(origin);
        expect([location, end]).toEqual([
          location,
          expect.stringMatching(/^(unsafe_address|bad_url|redirect_refused)$/),
        ]);
      }
      expect(inner).toBe(0);
    },
  );
});

describe("name servers made to hold on", () => {
  it("that never answer, or answer too late, are left with the time of the whole answer", async () => {
    const url = "https://models.example.com/";
    let late = () => {};
    const answers = [
      () => new Promise<never>(() => {}),
      () =>
        new Promise<{ address: string; family: 4 }[]>((resolve) => {
          late = () => resolve([{ address: "127.0.0.1", family: 4 }]);
        }),
    ];
    for (const resolver of answers)
      expect(await endOf(url, { resolver }, { timeoutMs: 200 })).toBe("timed_out");
    late();
  });
});

describe("requests made to break their lines", () => {
  it.each([
    ["a key with a line break", { authorization: "Bearer a\r\nhost: 127.0.0.1" }],
    ["a key that is no ASCII", { authorization: "Bearer „x“" }],
    ["a name with a line break", { "x\r\ny": "z" }],
    ["a body of another length", { "transfer-encoding": "chunked" }],
  ])("%s is not sent", async (_what, headers) => {
    let asked = 0;
    const origin = await web((_request, response) => void response.end(`${asked++}`));
    expect(await endOf(origin, {}, { headers })).toBe("cut_off");
    expect(asked).toBe(0);
  });

  it("another host than the dialled one is not told to the server", async () => {
    const origin = await web((request, response) => void response.end(request.headers.host));
    const answer = await http().send({ method: "GET", url: origin, headers: { host: "169.254.169.254" } });
    expect(await answer.text()).toBe(new URL(origin).host);
  });
});
