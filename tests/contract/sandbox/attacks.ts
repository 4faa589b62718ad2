/**
 * Tries every way out that a program knows and prints, as JSON, the names of those that worked. `host` is what the test has
 * put on this side: a port that listens, a process that may not be signalled, a file, a variable.
 */
export const waysOut = (host: { port: number; pid: number; file: string; variable: string }): string => `
import json, os, sys
worked = []

def attempt(name, action):
    try:
        if action() is not False:
            worked.append(name)
    except BaseException:
        pass

def reads(place):
    with open(place) as file:
        return len(file.read()) > 0

def connects(kind):
    import socket
    with socket.socket(socket.AF_INET, kind) as one:
        one.settimeout(2)
        one.connect(("127.0.0.1", ${host.port}))
        one.send(b"x")
        one.settimeout(0.5)
        return bool(one.recv(1)) if kind == socket.SOCK_STREAM else True

def runs(*command):
    import subprocess
    return subprocess.run(command, capture_output=True).returncode == 0

def resolves():
    import socket
    # WebAssembly Python invents an address for every name and asks nobody.
    if sys.platform == "emscripten":
        return False
    return bool(socket.getaddrinfo("example.com", 80))

def fetches():
    import urllib.request
    return bool(urllib.request.urlopen("http://127.0.0.1:${host.port}", timeout=2))

def writes(place):
    with open(place, "w") as file:
        file.write("x" * 10)
    return True

def javascript(*names):
    import importlib
    for name in names:
        sys.modules.pop(name, None)
    module = importlib.import_module(names[-1])
    process = module.process if hasattr(module, "process") else module.run_js("process")
    return process is not None

attempt("read /etc/passwd", lambda: reads("/etc/passwd"))
attempt("read a file of the host", lambda: reads(${JSON.stringify(host.file)}))
attempt("read the environment", lambda: ${JSON.stringify(host.variable)} in json.dumps(dict(os.environ)))
attempt("read the environment of a process", lambda: ${JSON.stringify(host.variable)}.encode() in open("/proc/1/environ", "rb").read())
attempt("run a command", lambda: sys.platform != "emscripten" and os.system("id") == 0)
attempt("run a shell", lambda: runs("/bin/sh", "-c", "id"))
attempt("connect by TCP", lambda: connects(__import__("socket").SOCK_STREAM))
attempt("connect by UDP", lambda: connects(__import__("socket").SOCK_DGRAM))
attempt("ask a name server", resolves)
attempt("fetch", fetches)
attempt("signal a process", lambda: os.kill(${host.pid}, 0) is None)
attempt("write beside the program", lambda: sys.platform != "emscripten" and writes("/prog/x"))
attempt("write to the root", lambda: sys.platform != "emscripten" and writes("/x"))
attempt("write to /dev", lambda: sys.platform != "emscripten" and writes("/dev/x"))
attempt("raise a limit", lambda: __import__("resource").setrlimit(__import__("resource").RLIMIT_AS, (-1, -1)) is None)
attempt("change the user", lambda: os.getuid() != 0 and sys.platform != "emscripten" and os.setuid(0) is None)
attempt("import js", lambda: javascript("js"))
attempt("import pyodide_js", lambda: javascript("pyodide_js"))
attempt("run_js", lambda: javascript("_pyodide_core", "pyodide.code"))
print(json.dumps(worked))
`;

/** Two ways whose refusal ends WebAssembly Python at once, so each is a program of its own. Print `worked` where they do. */
export const FATAL_WAYS = [
  "import os\nif os.system('id') == 0: print('worked')",
  `import sys
for name in ("ctypes", "_ctypes"):
    sys.modules.pop(name, None)
import ctypes
run = ctypes.CDLL(None).emscripten_run_script_string
run.restype = ctypes.c_char_p
if run(b"typeof process"): print("worked")`,
];

/** System calls that only a filter or a missing right refuses, by their numbers on x86-64. Prints those that worked. */
export const SYSTEM_CALLS = `
import ctypes, json
kernel = ctypes.CDLL(None, use_errno=True)
calls = {
    "unshare a user namespace": (272, 0x10000000),
    "clone a user namespace": (56, 0x10000000 | 17, 0, 0, 0, 0),
    "mount": (165, b"none", b"/tmp", b"tmpfs", 0, 0),
    "trace": (101, 0, 0, 0, 0),
    "bpf": (321, 0, 0, 0),
    "io_uring": (425, 1, 0),
    "keyring": (250, 0, -3, 0),
    "perf": (298, 0, 0, -1, -1, 0),
    "chroot": (161, b"/tmp"),
    "userfaultfd": (323, 0),
    "socket": (41, 2, 1, 0),
    "type into a terminal": (16, 0, 0x5412, b"x"),
    "type into a terminal, high bits set": (16, 0, 0x100005412, b"x"),
}
worked = []
for name, (number, *rest) in calls.items():
    ctypes.set_errno(0)
    result = kernel.syscall(ctypes.c_long(number), *[ctypes.c_long(one) if isinstance(one, int) else one for one in rest])
    if result == 0 and name.startswith("clone"):
        import os
        os._exit(0)
    if result >= 0 or ctypes.get_errno() != 1:
        worked.append([name, result, ctypes.get_errno()])
print(json.dumps(worked))
`;

/** Forks at most this often, so that a limit that fails does no harm; says how often it could. */
export const FORKS = `
import os, time
made = 0
for _ in range(150):
    try:
        if os.fork() == 0:
            time.sleep(30)
            os._exit(0)
        made += 1
    except OSError:
        break
print(made, flush=True)
`;

/** Leaves a process behind that has a session of its own and ignores what it can. */
export const DAEMON = `
import os, signal, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(1, 32):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        time.sleep(60)
    os._exit(0)
print("left", flush=True)
`;

/** Four processes of 320 MiB each: none breaks a limit of its own. */
export const TREE_MEMORY = `
import os, time
for _ in range(4):
    if os.fork() == 0:
        block = bytearray(os.urandom(1024)) * (320 * 1024)
        time.sleep(30)
        os._exit(0)
time.sleep(30)
`;

/** A daemon that is left, and a program that goes on until its time is over. */
export const DAEMON_AND_LOOP = `${DAEMON}
while True: pass
`;

export const FILES_PREFIX = "plumbline-attack";

/** Files of 8 MiB, 1 GiB in all; says when the first one is there, and at the end that all are. */
export const FILES_WITHOUT_END = `
block = bytes(8 * 1024 * 1024)
for number in range(128):
    with open(f"/tmp/${FILES_PREFIX}-{number}", "wb") as file:
        file.write(block)
    if number == 0:
        print("kept", flush=True)
print("all written", flush=True)
`;

/** Overwrites the whole lower half of its own memory, by the C library or, where that is gone, not at all. */
export const WILD_WRITE = `
import sys
for name in ("ctypes", "_ctypes"):
    sys.modules.pop(name, None)
import ctypes
ctypes.memset(0, 1, 16 * 1024 * 1024)
print("worked", flush=True)
`;
