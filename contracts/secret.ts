const PRINTED = "[secret]";

/**
 * A value that cannot be printed, serialised or compared by accident. Only `reveal()` gives it back,
 * and only the two places that need the bytes (sealing, an engine's request) call it.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return PRINTED;
  }
}
