const PAGE_BYTES = 65_536;
const LARGEST_PAGES = 65_536;

/** A stretch of the shared memory: the same numbers as a view and as a byte address for the kernel. */
export interface Stretch {
  address: number;
  values: Float32Array;
}

/** Lays arrays of 32-bit floats out in one WebAssembly memory; nothing is ever freed. */
export class Arena {
  readonly memory: WebAssembly.Memory;
  #next = 16;

  constructor(floats: number, arrays: number) {
    const pages = Math.ceil((16 + floats * 4 + arrays * 16) / PAGE_BYTES);
    if (pages > LARGEST_PAGES) throw new RangeError("the model is too large for the reference engine");
    this.memory = new WebAssembly.Memory({ initial: pages });
  }

  reserve(floats: number): Stretch {
    const address = this.#next;
    this.#next = Math.ceil((address + floats * 4) / 16) * 16;
    return { address, values: new Float32Array(this.memory.buffer, address, floats) };
  }
}
