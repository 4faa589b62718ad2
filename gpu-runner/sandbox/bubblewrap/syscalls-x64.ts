/** Numbers of the Linux system call table for x86-64. */
export const IOCTL = 16;
export const CLONE = 56;
export const CLONE3 = 435;

const NETWORK = { socket: 41 };
const OTHER_PROCESSES = {
  ptrace: 101,
  process_vm_readv: 310,
  process_vm_writev: 311,
  kcmp: 312,
  pidfd_getfd: 438,
};
const MOUNTS_AND_NAMESPACES = {
  pivot_root: 155,
  chroot: 161,
  mount: 165,
  umount2: 166,
  unshare: 272,
  setns: 308,
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  mount_setattr: 442,
};
const KERNEL = {
  personality: 135,
  modify_ldt: 154,
  adjtimex: 159,
  acct: 163,
  settimeofday: 164,
  swapon: 167,
  swapoff: 168,
  reboot: 169,
  sethostname: 170,
  setdomainname: 171,
  iopl: 172,
  ioperm: 173,
  create_module: 174,
  init_module: 175,
  delete_module: 176,
  quotactl: 179,
  clock_settime: 227,
  kexec_load: 246,
  clock_adjtime: 305,
  finit_module: 313,
  kexec_file_load: 320,
  quotactl_fd: 443,
  syslog: 103,
};
const WIDE_SURFACES = {
  add_key: 248,
  request_key: 249,
  keyctl: 250,
  perf_event_open: 298,
  fanotify_init: 300,
  bpf: 321,
  userfaultfd: 323,
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
  memfd_secret: 447,
  vmsplice: 278,
};
const FILES = { mknod: 133, mknodat: 259, name_to_handle_at: 303, open_by_handle_at: 304 };
const MEMORY_NODES = {
  mbind: 237,
  set_mempolicy: 238,
  get_mempolicy: 239,
  migrate_pages: 256,
  move_pages: 279,
  set_mempolicy_home_node: 450,
};

/** Calls that are refused with EPERM whatever their arguments. */
export const ALWAYS_DENIED: readonly number[] = [
  NETWORK,
  OTHER_PROCESSES,
  MOUNTS_AND_NAMESPACES,
  KERNEL,
  WIDE_SURFACES,
  FILES,
  MEMORY_NODES,
].flatMap((group) => Object.values(group));
