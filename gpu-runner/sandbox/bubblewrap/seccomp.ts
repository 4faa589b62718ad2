import { ALWAYS_DENIED, CLONE, CLONE3, IOCTL } from "./syscalls-x64";

const LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
const EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
const AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
const ANY_BIT = 0x45; // BPF_JMP | BPF_JSET | BPF_K
const RETURN = 0x06; // BPF_RET | BPF_K

const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const ERRNO = 0x50000;
const EPERM = ERRNO | 1;
const ENOSYS = ERRNO | 38;

const NUMBER = 0;
const ARCHITECTURE = 4;
const FIRST_ARGUMENT = 16;
const SECOND_ARGUMENT = 24;

const X64 = 0xc000003e;
/** Numbers from here on are the x32 calling convention. */
const X32 = 0x40000000;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET, NEWTIME. */
const NAMESPACES = 0x7e020080;
/** TIOCSTI types into a terminal, TIOCLINUX pastes into one. */
const TERMINAL_INPUT = [0x5412, 0x541c];

type Instruction = [code: number, jumpTrue: number, jumpFalse: number, value: number];

/** The seccomp filter of docs/sandbox.md as classic BPF for x86-64: eight bytes an instruction, little endian. */
export function seccompFilter(): Uint8Array {
  const denied = ALWAYS_DENIED.flatMap((number): Instruction[] => [
    [EQUAL, 0, 1, number],
    [RETURN, 0, 0, EPERM],
  ]);
  const program: Instruction[] = [
    [LOAD, 0, 0, ARCHITECTURE],
    [EQUAL, 1, 0, X64],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD, 0, 0, NUMBER],
    [AT_LEAST, 0, 1, X32],
    [RETURN, 0, 0, KILL_PROCESS],
    // The C library falls back to clone, whose flags a filter can read.
    [EQUAL, 0, 1, CLONE3],
    [RETURN, 0, 0, ENOSYS],
    [EQUAL, 0, 4, CLONE],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    [ANY_BIT, 0, 1, NAMESPACES],
    [RETURN, 0, 0, EPERM],
    [RETURN, 0, 0, ALLOW],
    // The kernel ignores the upper half of this argument, so the filter does.
    [EQUAL, 0, 5, IOCTL],
    [LOAD, 0, 0, SECOND_ARGUMENT],
    [EQUAL, 1, 0, TERMINAL_INPUT[0] ?? 0],
    [EQUAL, 0, 1, TERMINAL_INPUT[1] ?? 0],
    [RETURN, 0, 0, EPERM],
    [RETURN, 0, 0, ALLOW],
    ...denied,
    [RETURN, 0, 0, ALLOW],
  ];
  const bytes = new DataView(new ArrayBuffer(program.length * 8));
  program.forEach(([code, jumpTrue, jumpFalse, value], index) => {
    bytes.setUint16(index * 8, code, true);
    bytes.setUint8(index * 8 + 2, jumpTrue);
    bytes.setUint8(index * 8 + 3, jumpFalse);
    bytes.setUint32(index * 8 + 4, value, true);
  });
  return new Uint8Array(bytes.buffer);
}
