import { createSocket } from "node:dgram";
import { Resolver as DnsResolver } from "node:dns/promises";
import type { Resolver } from "@/net/pinned-lookup";

export type NameServer = {
  /** Asks this server, as a machine with it in its configuration would; nothing is kept between questions. */
  resolve: Resolver;
  /** The names asked for, in order. */
  asked: string[];
  close(): Promise<void>;
};

/** What the server says to the n-th question (from 0) for a name: an IPv4 address, another name (CNAME), or nothing. */
export type Zone = (name: string, question: number) => { address?: string; alias?: string } | null;

/** A name server on this machine (RFC 1035, A and CNAME, time to live 0) that may change its mind between two questions. */
export async function nameServer(zone: Zone): Promise<NameServer> {
  const asked: string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (question, from) => {
    const { name, end } = readName(question);
    const times = asked.filter((other) => other === name).length;
    asked.push(name);
    socket.send(
      answerTo(question, name, end, (at) => zone(at, times)),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const resolver = new DnsResolver({ timeout: 2000, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    asked,
    resolve: async (hostname) =>
      (await resolver.resolve4(hostname)).map((address) => ({ address, family: 4 })),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** The name in a question, which begins after the twelve bytes of the header; `end` is after its type and class. */
function readName(message: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  return { name: labels.join("."), end: at + 5 };
}

function answerTo(question: Buffer, name: string, end: number, zone: (name: string) => ReturnType<Zone>) {
  const records: Buffer[] = [];
  let at = name;
  for (let step = 0; step < 5; step++) {
    const entry = zone(at);
    if (entry?.alias !== undefined) records.push(record(at, 5, nameBytes(entry.alias)));
    if (entry?.address !== undefined)
      records.push(record(at, 1, Buffer.from(entry.address.split(".").map(Number))));
    if (entry?.alias === undefined) break;
    at = entry.alias;
  }
  const header = Buffer.from(question.subarray(0, 12));
  // Response, recursion available; name error where there is nothing to say.
  header.writeUInt16BE(records.length > 0 ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(records.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, question.subarray(12, end), ...records]);
}

const nameBytes = (name: string): Buffer =>
  Buffer.concat([
    ...name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);

function record(name: string, type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([nameBytes(name), fixed, data]);
}
