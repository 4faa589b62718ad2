import { describe, expect, it } from "vitest";
import { checkUrl } from "./check-url";
import { NetError } from "./net-error";

const REFUSED_EVERYWHERE = [
  // other ways to write 127.0.0.1
  "https://127.1/",
  "https://127.0.1/",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0x7f.0x0.0x0.0x1/",
  "https://017700000001/",
  "https://0177.0.0.01/",
  "https://127.0.0.1./",
  "https://127.0.0.2/",
  "https://127.255.255.254/",
  "https://0/",
  "https://0.0.0.0/",
  "https://①②⑦.⓪.⓪.①/",
  "https://127。0。0。1/",
  "https://%31%32%37.0.0.1/",
  "https://[::]/",
  "https://[0:0:0:0:0:0:0:1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://[::127.0.0.1]/",
  "https://[64:ff9b::127.0.0.1]/",
  "https://[64:ff9b:1::7f00:1]/",
  "https://[2002:7f00:1::]/",
  "https://[2001:0:7f00:1::]/",
  "https://localhost./",
  "https://LOCALHOST.localdomain/",
  "https://anything.localhost/",
  "https://lo%63alhost/",
  // private and special ranges
  "https://10.0.0.1/",
  "https://172.16.0.1/",
  "https://172.31.255.255/",
  "https://192.168.1.1/",
  "https://100.64.0.1/",
  "https://169.254.1.1/",
  "https://192.0.0.192/",
  "https://192.0.2.7/",
  "https://198.18.0.1/",
  "https://203.0.113.9/",
  "https://224.0.0.1/",
  "https://240.0.0.1/",
  "https://255.255.255.255/",
  "https://[fc00::1]/",
  "https://[fd12:3456::1]/",
  "https://[fe80::1]/",
  "https://[fec0::1]/",
  "https://[ff02::1]/",
  "https://[2001:db8::1]/",
  "https://[3fff::1]/",
  "https://[5f00::1]/",
  // metadata services and platform networks
  "https://169.254.169.254/latest/meta-data/",
  "https://0xa9fea9fe/",
  "https://2852039166/",
  "https://[::ffff:169.254.169.254]/",
  "https://[fd00:ec2::254]/",
  "https://100.100.100.200/",
  "https://168.63.129.16/",
  "https://metadata.google.internal/",
  "https://metadata/",
  "https://instance-data/",
  // local names
  "https://intranet/",
  "https://printer.local/",
  "https://db.internal/",
  "https://nas.lan./",
  // not https, credentials, confusing forms
  "http://api.example.com/v1",
  "ftp://api.example.com/",
  "file:///etc/passwd",
  "gopher://127.0.0.1:25/",
  "https://user:secret@api.example.com/",
  "https://user@api.example.com/",
  "https://api.example.com@127.0.0.1/",
  "https:/127.0.0.1/",
  "https:127.0.0.1",
  "https:\\\\127.0.0.1/",
  "https://api.example.com\\@127.0.0.1/",
  "https://ex%61mple.com/",
  "https://ｅxample.com/",
  " https://example.com/",
];

const refusal = (text: string, allowLoopback: boolean): string | null => {
  try {
    checkUrl(text, { allowLoopback });
    return null;
  } catch (error) {
    return error instanceof NetError ? error.code : "not a NetError";
  }
};

describe("checkUrl", () => {
  it.each(REFUSED_EVERYWHERE)("refuses %s, in local mode too", (text) => {
    expect(refusal(text, false)).toMatch(/^(unsafe_address|bad_url)$/);
    expect(refusal(text, true)).toMatch(/^(unsafe_address|bad_url)$/);
  });

  it.each([
    "http://127.0.0.1:8080/v1",
    "http://[::1]:8080/v1",
    "http://localhost:8080/v1",
    "https://localhost/",
  ])("allows %s in local mode only", (text) => {
    expect(refusal(text, false)).toBe("unsafe_address");
    expect(checkUrl(text, { allowLoopback: true }).loopback).toBe(true);
  });

  it.each([
    "https://api.example.com/v1",
    "https://api.example.com:8443/v1?x=1",
    "https://8.8.8.8/",
    "https://[2606:4700::1111]/",
  ])("allows %s", (text) => {
    expect(checkUrl(text, { allowLoopback: false }).loopback).toBe(false);
  });

  it.each(["", "api.example.com", "https://", "https://a b/", `https://example.com/${"x".repeat(3000)}`])(
    "calls %j no address",
    (text) => {
      expect(refusal(text, true)).toBe("bad_url");
    },
  );
});
