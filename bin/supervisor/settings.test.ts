import { expect, test } from "vitest";
import { startSettings } from "./settings";

test("one machine: loopback, local addresses allowed, demonstration queued", () => {
  expect(startSettings({}, {})).toMatchObject({
    listen: "127.0.0.1",
    port: 3000,
    origin: "http://127.0.0.1:3000",
    allowLoopback: true,
    demonstration: true,
    databaseUrl: null,
    workflowEngine: "embedded",
  });
});

test("a site that others reach allows no local addresses unless told so", () => {
  const open = startSettings({ listen: "0.0.0.0" }, {});
  expect(open).toMatchObject({ allowLoopback: false, demonstration: false });
  expect(startSettings({ listen: "0.0.0.0" }, { PLUMBLINE_ALLOW_LOOPBACK: "1" }).allowLoopback).toBe(true);
});

test("only what is not configured is started", () => {
  const configured = startSettings(
    {},
    { DATABASE_URL: "postgres://x/y", INNGEST_BASE_URL: "http://inngest:8288" },
  );
  expect(configured).toMatchObject({ databaseUrl: "postgres://x/y", workflowEngine: "server" });
});

test("flags win over the environment, and a port must be one", () => {
  expect(startSettings({ port: "4000" }, { PORT: "5000" }).port).toBe(4000);
  expect(() => startSettings({ port: "4000.5" }, {})).toThrow(/whole number/);
  expect(() => startSettings({}, { PORT: "70000" })).toThrow(/whole number/);
});
