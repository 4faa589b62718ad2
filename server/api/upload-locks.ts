import { MemoryLocker } from "@tus/server";

const LOCKS = Symbol.for("plumbline.upload-locks");

/**
 * One part of an upload at a time in this process: a client that comes back takes the place of its own broken connection. On
 * the global object, because the site's bundler may load this module more than once in a process.
 */
export function uploadLocks(): MemoryLocker {
  const holder: typeof globalThis & { [LOCKS]?: MemoryLocker } = globalThis;
  holder[LOCKS] ??= new MemoryLocker();
  return holder[LOCKS];
}
