// Runs one untrusted Python program in WebAssembly. Started by engine.ts with Node's permission flags, an empty environment
// and three pipes; gets one line (the program) on standard input, then lines for it, and is killed afterwards.
// Python can reach JavaScript whatever is done to it, so JavaScript is made worthless before the program comes.
import fs from "node:fs";
import { lockDown } from "./lock-down.mjs";

const { indexUrl, snapshot, isMakingSnapshot, maxPages } = JSON.parse(process.argv[2] ?? "{}");
const readSync = fs.readSync.bind(fs);
const writeSync = fs.writeSync.bind(fs);
const readFile = fs.readFileSync.bind(fs);
const exit = process.reallyExit.bind(process);
const pause = new Int32Array(new SharedArrayBuffer(4));
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Reads from standard input; it may be non-blocking, and then an empty pipe must not look like its end. */
function read(buffer) {
  for (;;) {
    try {
      return readSync(0, buffer, 0, buffer.length, null);
    } catch (error) {
      if (error.code === "EOF") return 0;
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, 2);
    }
  }
}

function writeAll(descriptor, bytes) {
  let done = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(descriptor, bytes, done, bytes.length - done, null);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, 2);
    }
  }
  return bytes.length;
}

/** Bytes that were read after the header line belong to the program. */
let surplus = new Uint8Array(0);
function readHeader() {
  const chunks = [];
  const chunk = new Uint8Array(65536);
  for (;;) {
    const count = read(chunk);
    if (count === 0) exit(3);
    const end = chunk.subarray(0, count).indexOf(10);
    chunks.push(chunk.slice(0, end < 0 ? count : end));
    if (end < 0) continue;
    surplus = chunk.slice(end + 1, count);
    const whole = chunks.map((part, index) => decoder.decode(part, { stream: index < chunks.length - 1 }));
    return JSON.parse(whole.join(""));
  }
}

// The file system of pyodide asks for the constants, and the permission flag makes the call throw.
process.binding = (name) => {
  if (name === "constants") return { fs: fs.constants };
  throw new Error("not in the sandbox");
};

// The module declares up to 4 GiB; what it may really take is fixed here and by a flag of V8.
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor) {
    super({ ...descriptor, maximum: Math.min(descriptor.maximum ?? maxPages, maxPages) });
  }
};

const { loadPyodide } = await import(`${indexUrl}/pyodide.mjs`);
const place = indexUrl.replace(/^file:\/\//, "");
const env = { HOME: "/work", PYTHONHASHSEED: "0", LANG: "C.UTF-8" };
const python = await loadPyodide({
  indexURL: place,
  env,
  ...(isMakingSnapshot ? { _makeSnapshot: true } : {}),
  ...(snapshot === null ? {} : { _loadSnapshot: readFile(snapshot) }),
});
if (isMakingSnapshot) {
  writeAll(1, python.makeMemorySnapshot());
  exit(0);
}

let input = null;
const takeInput = (buffer) => {
  if (input !== null || surplus.length > 0) {
    const from = input ?? surplus;
    const count = Math.min(buffer.length, from.length);
    buffer.set(from.subarray(0, count));
    if (input === null) surplus = from.subarray(count);
    else input = from.subarray(count);
    return count;
  }
  return read(buffer);
};
python.setStdin({ read: takeInput, isatty: false });
python.setStdout({ write: (buffer) => writeAll(1, buffer), isatty: false });
python.setStderr({ write: (buffer) => writeAll(2, buffer), isatty: false });

// What is bound at its first use must be bound before its parts are gone.
python.runPython(`
import os, random, sys, time
os.urandom(1)
os.environ.pop("_", None)
random.seed(0)
for folder in ("/prog", "/work"):
    os.makedirs(folder, exist_ok=True)
os.chdir("/work")
sys.meta_path = [finder for finder in sys.meta_path if "js" not in type(finder).__name__.lower()]
for name in list(sys.modules):
    if name.split(".")[0] in ("js", "pyodide", "_pyodide", "pyodide_js", "_pyodide_core", "micropip", "ctypes", "_ctypes"):
        sys.modules[name] = None
for name in ("js", "pyodide", "_pyodide", "pyodide_js", "_pyodide_core", "micropip", "ctypes", "_ctypes"):
    sys.modules[name] = None
sys.path = [place for place in sys.path if place and place != "/home/pyodide"]
`);
const runPython = python.runPython.bind(python);
const writeFile = python.FS.writeFile.bind(python.FS);
const makeFolder = python.FS.mkdirTree.bind(python.FS);
lockDown();

writeAll(1, encoder.encode("ready\n"));
const header = readHeader();
const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
for (const file of header.files) {
  const target = `/prog/${file.path}`;
  makeFolder(target.slice(0, target.lastIndexOf("/")));
  writeFile(target, bytesOf(file.base64));
}
if (header.stdin !== null) input = bytesOf(header.stdin);
let code = 1;
try {
  code = runPython(header.launcher);
} catch (error) {
  // Unbounded recursion and broken memory end here; Python no longer runs.
  try {
    writeAll(2, encoder.encode(String(error?.message ?? "the interpreter ended").slice(-2000)));
  } catch {}
}
exit(typeof code === "number" ? code : 1);
