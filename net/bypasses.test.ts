import type { LookupAddress } from "node:dns";
import { describe, expect, it } from "vitest";
import { type NameServer, nameServer } from "@/tests/support/name-server";
import { checkUrl } from "./check-url";
import { NetError } from "./net-error";
import { pinnedLookup } from "./pinned-lookup";
import { isPublicAddress } from "./public-address";
import { createSafeHttp } from "./safe-http";

/** Every way of the public lists to write an IPv4 address that is not the plain one. */
function disguises(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  const whole = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const hex = (value: number, width = 2) => value.toString(16).padStart(width, "0");
  const octal = (value: number) => `0${value.toString(8)}`;
  const pairs = `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
  const spelt = (digits: string) => address.replace(/\d/g, (digit) => [...digits][Number(digit)] ?? digit);
  return [
    String(whole),
    `0x${hex(whole, 8)}`,
    `0X${hex(whole, 8).toUpperCase()}`,
    `0x00000000${hex(whole, 8)}`,
    octal(whole),
    `000000${octal(whole)}`,
    [a, b, c, d].map((part) => `0x${hex(part)}`).join("."),
    [a, b, c, d].map(octal).join("."),
    [a, b, c, d].map((part) => `000000${octal(part)}`).join("."),
    `0x${hex(a)}.${octal(b)}.${c}.${d}`,
    `${a}.${b * 65_536 + c * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `0x${hex(a)}.${b * 65_536 + c * 256 + d}`,
    `${address}.`,
    `${address}%2e`,
    `%${hex(String(a).charCodeAt(0))}${address.slice(1)}`,
    spelt("０１２３４５６７８９"),
    spelt("⓪①②③④⑤⑥⑦⑧⑨"),
    spelt("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),
    spelt("𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿"),
    spelt("⁰¹²³⁴⁵⁶⁷⁸⁹"),
    address.replaceAll(".", "。"),
    address.replaceAll(".", "．"),
    address.replaceAll(".", "｡"),
    `${address.slice(0, -1)}\u00ad${address.slice(-1)}`,
    `[::ffff:${address}]`,
    `[::FFFF:${pairs}]`,
    `[0:0:0:0:0:ffff:${address}]`,
    `[::${address}]`,
    `[::ffff:0:${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b::${pairs}]`,
    `[64:ff9b:1::${address}]`,
    `[2002:${pairs}::]`,
    `[2002:${pairs}::1]`,
    `[2001:0:${pairs}::]`,
    `[fe80::5efe:${address}]`,
  ];
}

const TARGETS = ["127.0.0.1", "169.254.169.254", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.100.100.200"];

/** Written whole, after `https://` unless they bring a scheme of their own. */
const TRICKS = [
  ...["[::]", "[::1]:22", "[0000::1]", "[::0001]", "[0:0:0:0:0:0:0:0]", "[fe80::1%25eth0]", "[fe80::1%eth0]"],
  ...[
    "[fe80::1%251]",
    "[::1%25lo]",
    "[febf::1]",
    "[fd00:ec2::254]",
    "[fd20:ce::254]",
    "[::ffff:0:0]",
    "[ff0e::1]",
  ],
  ...["[100::1]", "[2001:db8::1]", "[2001:10::1]", "[3fff::1]", "[4000::1]", "[v1.x]"],
  ...["0", "00", "0x0", "0.0.0.0", "127.1", "127.0.1", "127.127.127.127", "127.0.0.1.", "0177.1", "0x7f.1"],
  ...["224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.0.8", "198.18.0.1", "168.63.129.16", "192.88.99.1"],
  ...[
    "localhost.",
    "LocalHost.",
    "localhoſt",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "ｌｏｃａｌｈｏｓｔ",
    "lo%63alhost",
    "a.localhost",
    "localhost.localdomain",
  ],
  ...[
    "localhost.local",
    "metadata",
    "metadata.google.internal",
    "metadata.google.internal.",
    "METADATA.GOOGLE.INTERNAL",
  ],
  ...[
    "instance-data",
    "instance-data.ec2.internal",
    "kubernetes.default.svc",
    "db.internal.",
    "router.lan",
    "nas.home.arpa",
  ],
  // the host that a reader sees is not the host that is dialled
  ...[
    "api.example.com@127.0.0.1",
    "api.example.com:443@127.0.0.1",
    "127.0.0.1@api.example.com",
    "a:b@127.0.0.1",
  ],
  ...[
    "@127.0.0.1",
    ":@127.0.0.1",
    "api.example.com%40127.0.0.1",
    "127.0.0.1%40api.example.com",
    "api.example.com\\@127.0.0.1",
  ],
  ...[
    "127.0.0.1\\.api.example.com",
    "api.example.com\\.127.0.0.1",
    "api.example.com#@127.0.0.1\\",
    "127.0.0.1:443\\@api.example.com",
  ],
  ...[
    "127.0.0.1\t.example.com",
    "127.0.0.1\n",
    "\t127.0.0.1",
    " 127.0.0.1",
    "127.0.0.1 .example.com",
    "127.0.0.1\0.example.com",
  ],
  ...[
    "127.0.0.1%00.example.com",
    "127.0.0.1%0d%0aHost:x",
    "api.example.com\r\nHost: 127.0.0.1",
    "api.example.com/\u2028x",
  ],
  ...[
    "api.example.com:80:443",
    "api.example.com:99999",
    "api.example.com:-1",
    "api.example.com:４４３",
    "[::1",
    "::1",
    "a..b@c",
  ],
  ...[
    "api。example。com",
    "ａpi.example.com",
    "api.ex%61mple.com",
    "api.\u200bexample.com",
    "api.\u202eexample.com",
  ],
  ...[
    "http://api.example.com/",
    "http://169.254.169.254/",
    "HTTP://127.1/",
    "http://[::ffff:127.0.0.1]/",
    "http://0/",
  ],
  ...[
    "https:///127.0.0.1/",
    "https:/127.0.0.1",
    "https:127.0.0.1",
    "https:\\\\127.0.0.1",
    "//127.0.0.1/",
    "/etc/passwd",
  ],
  ...[
    "file:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "FILE:///etc/passwd",
    "gopher://127.0.0.1:6379/_INFO",
    "ftp://127.0.0.1/",
  ],
  ...[
    "dict://127.0.0.1:11211/stat",
    "ldap://127.0.0.1/",
    "tftp://127.0.0.1/x",
    "sftp://127.0.0.1/",
    "jar:https://127.0.0.1!/",
    "ws://127.0.0.1/",
  ],
  ...[
    "data:text/plain,hello",
    "blob:https://127.0.0.1/1",
    "javascript:alert(1)",
    "view-source:https://127.0.0.1/",
    "unix:/run/docker.sock",
  ],
  ...[
    "about:blank",
    "netdoc:///etc/passwd",
    "url:https://127.0.0.1/",
    "https+unix://x/",
    "ht\ntps://127.0.0.1/",
  ],
];

const HAS_SCHEME = /^[a-z+\n-]+:(?!\d)[^@]|^\/|^https?:/i;
const addressOf = (written: string) => (HAS_SCHEME.test(written) ? written : `https://${written}/`);
const BYPASSES = [...TARGETS.flatMap(disguises), ...TRICKS].map(addressOf);

const loopback: LookupAddress = { address: "127.0.0.1", family: 4 };
const codeOf = async (sent: Promise<unknown>): Promise<string> => {
  try {
    await sent;
    return "sent";
  } catch (error) {
    return error instanceof NetError ? error.code : `not a NetError: ${error}`;
  }
};

describe("ways around the check of an address", () => {
  it(`are refused before any lookup, in local mode too: ${BYPASSES.length} forms`, async () => {
    const lookedUp: string[] = [];
    const resolver = async (hostname: string) => {
      lookedUp.push(hostname);
      return [loopback];
    };
    const passed: string[] = [];
    for (const allowLoopback of [false, true]) {
      const client = createSafeHttp({ allowLoopback, resolver });
      for (const url of BYPASSES) {
        // A port that nothing listens on: what the check lets through fails, but with another code.
        const code = await codeOf(client.send({ method: "GET", url, timeoutMs: 500 }));
        const isPlainLoopback = allowLoopback && url === "https://[::1]:22/";
        if (!/^(unsafe_address|bad_url)$/.test(code) && !isPlainLoopback) passed.push(`${url} ${code}`);
      }
      await client.close();
    }
    expect(passed).toEqual([]);
    expect(lookedUp).toEqual([]);
    expect(BYPASSES.length).toBeGreaterThan(300);
  });

  it("do not hide in what comes after the host", () => {
    for (const rest of [
      "/@127.0.0.1",
      "?@127.0.0.1",
      "#@127.0.0.1",
      "/http://127.0.0.1/",
      "?u=//localhost",
      "/..//127.0.0.1",
    ])
      expect(checkUrl(`https://api.example.com${rest}`, { allowLoopback: false }).url.host).toBe(
        "api.example.com",
      );
  });

  it.each([1, 22, 25, 110, 143, 6000, 6667, 10080])(
    "do not speak to the services on port %i",
    async (port) => {
      const client = createSafeHttp({ allowLoopback: true });
      expect(await codeOf(client.send({ method: "GET", url: `http://127.0.0.1:${port}/` }))).toBe(
        "unsafe_address",
      );
      await client.close();
    },
  );

  it("leave no special range of the registries of IPv4 and IPv6 open", () => {
    const special = [
      ...[
        "0.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.254",
        "127.255.255.255",
        "169.254.0.1",
        "172.31.255.255",
      ],
      ...[
        "192.0.0.1",
        "192.0.2.1",
        "192.168.255.255",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "239.1.1.1",
        "255.255.255.254",
      ],
      ...[
        "::",
        "::1",
        "::ffff:8.8.8.8",
        "::8.8.8.8",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:db8::1",
      ],
      ...[
        "2002:808:808::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "fec0::1",
        "ff00::1",
        "fe80::1%eth0",
        "2606:4700::1%1",
      ],
      ...["", " ", "8.8.8.8 ", "8.8.8", "0x8.8.8.8", "134744072", "example.com"],
    ];
    expect(special.filter(isPublicAddress)).toEqual([]);
    expect(["8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1"].every(isPublicAddress)).toBe(true);
  });
});

describe("names that lie", () => {
  const withServer = async (
    zone: Parameters<typeof nameServer>[0],
    use: (server: NameServer) => Promise<void>,
  ) => {
    const server = await nameServer(zone);
    try {
      await use(server);
    } finally {
      await server.close();
    }
  };

  it("are followed through their aliases, and judged by where they end", async () => {
    const zone: Record<string, { address?: string; alias?: string }> = {
      "a.example.com": { alias: "b.example.com" },
      "b.example.com": { alias: "localtest.example.net" },
      "localtest.example.net": { address: "127.0.0.1" },
      "127.0.0.1.nip.example.com": { address: "127.0.0.1" },
      "meta.example.com": { alias: "metadata.google.internal" },
      "metadata.google.internal": { address: "169.254.169.254" },
      "zero.example.com": { address: "0.0.0.0" },
      "far.example.com": { address: "10.11.12.13" },
    };
    await withServer(
      (name) => zone[name] ?? null,
      async (server) => {
        const client = createSafeHttp({ allowLoopback: true, resolver: server.resolve });
        for (const host of ["a", "127.0.0.1.nip", "meta", "zero", "far"]) {
          const url = `https://${host}.example.com/`;
          expect([url, await codeOf(client.send({ method: "GET", url }))]).toEqual([url, "unsafe_address"]);
        }
        const nowhere = client.send({ method: "GET", url: "https://nowhere.example.com/" });
        expect(await codeOf(nowhere)).toBe("dns_failed");
        await client.close();
      },
    );
  });

  it("are asked once a connection: a second answer is never the one that is dialled", async () => {
    const answers = ["93.184.215.14", "127.0.0.1"];
    await withServer(
      (_name, question) => ({ address: answers[Math.min(question, 1)] ?? "" }),
      async (server) => {
        const lookup = pinnedLookup(server.resolve, "public");
        const dialled = await new Promise((resolve, reject) =>
          lookup("rebind.example.com", { all: true }, (error, found) =>
            error === null ? resolve(found) : reject(error),
          ),
        );
        expect(dialled).toEqual([{ address: "93.184.215.14", family: 4 }]);
        expect(server.asked).toEqual(["rebind.example.com"]);
        // The next connection asks again, and is judged again.
        const client = createSafeHttp({ allowLoopback: true, resolver: server.resolve });
        const again = client.send({ method: "GET", url: "https://rebind.example.com/" });
        expect(await codeOf(again)).toBe("unsafe_address");
        expect(server.asked).toHaveLength(2);
        await client.close();
      },
    );
  });
});
