import { concat } from "../peek";

export type Path = readonly (string | number)[];

/** What to do with a value of a document: give it as a row, look inside it, or pass over it without holding it. */
export type Visit = (path: Path) => "row" | "enter" | "skip";

/** `bytes` is null where the value is longer than allowed. */
export type ScannedRow = { line: number; path: Path; bytes: Uint8Array | null };

type Container = { closes: number; key: string | number };

const [LF, SPACE, QUOTE, COMMA, COLON, BACKSLASH] = [10, 32, 34, 44, 58, 92];
const [ARRAY, ARRAY_END, OBJECT, OBJECT_END] = [91, 93, 123, 125];

/** Longest key of an object whose members are looked at, in bytes; some files use the problem's text as key. */
const MAX_KEY_BYTES = 1024 ** 2;

/** The text stops being JSON, or nests deeper than any known format where it is looked into. */
export class NotJson extends Error {}

/**
 * Finds the wanted values of one large JSON document as its bytes come, without holding more than one of them. Values
 * that are not looked into are not checked: their bytes go to a parser, or nowhere.
 */
export class RowScanner {
  readonly #visit: Visit;
  readonly #rowBytes: number;
  readonly #stack: Container[] = [];
  #state: "value" | "key" | "colon" | "after" | "in-key" | "body" | "done" = "value";
  #line = 1;
  #found: ScannedRow[] = [];
  /** The value that is being held or passed over. */
  #parts: Uint8Array[] = [];
  #held = 0;
  #keep = false;
  #tooLong = false;
  #depth = 0;
  #inText = false;
  #escaped = false;
  #rowLine = 1;

  constructor(visit: Visit, rowBytes: number) {
    this.#visit = visit;
    this.#rowBytes = rowBytes;
  }

  /** The rows that end within this chunk. Throws `NotJson`. */
  push(chunk: Uint8Array): ScannedRow[] {
    this.#found = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.#state === "body") {
        const end = this.#bodyEnd(chunk, at);
        if (end === null) break;
        this.#hold(chunk.subarray(from, end));
        this.#endRow();
        at = end - 1;
        continue;
      }
      const byte = chunk[at] ?? 0;
      if (byte === LF) this.#line++;
      if (this.#state === "in-key") {
        if (!this.#inKey(byte)) continue;
        this.#hold(chunk.subarray(from, at + 1));
        this.#endKey();
        continue;
      }
      if (this.#structure(byte)) from = at;
    }
    if (this.#state === "body" || this.#state === "in-key") this.#hold(chunk.subarray(from));
    return this.#found;
  }

  /** Whether the document is closed; a scalar at the top is not what this reads. */
  get complete(): boolean {
    return this.#state === "done";
  }

  /** True where a value that is not looked into, or a key, begins with this byte. */
  #structure(byte: number): boolean {
    if (byte <= SPACE || byte === 0xef || byte === 0xbb || byte === 0xbf) return false;
    const top = this.#stack.at(-1);
    if (this.#state === "value" && !(byte === ARRAY_END && top?.closes === ARRAY_END && top.key === -1))
      return this.#startValue(byte);
    if (this.#state === "key" && byte === QUOTE) {
      this.#start(true, "in-key");
      return true;
    }
    if (this.#state === "colon" && byte === COLON) this.#state = "value";
    else if (this.#state === "after" && byte === COMMA && top !== undefined)
      this.#state = top.closes === OBJECT_END ? "key" : "value";
    else if (byte === top?.closes && this.#state !== "colon") this.#close();
    else throw this.#fault();
    return false;
  }

  #startValue(byte: number): boolean {
    const top = this.#stack.at(-1);
    if (typeof top?.key === "number") top.key++;
    const visit = this.#visit(this.#stack.map(({ key }) => key));
    const isContainer = byte === ARRAY || byte === OBJECT;
    if (visit === "enter" && isContainer) {
      if (this.#stack.length >= 8) throw this.#fault();
      const isArray = byte === ARRAY;
      this.#stack.push(isArray ? { closes: ARRAY_END, key: -1 } : { closes: OBJECT_END, key: "" });
      this.#state = isArray ? "value" : "key";
      return false;
    }
    this.#rowLine = this.#line;
    this.#start(visit === "row", "body");
    this.#depth = isContainer ? 1 : 0;
    this.#inText = byte === QUOTE;
    return true;
  }

  #start(keep: boolean, state: "body" | "in-key"): void {
    this.#state = state;
    this.#keep = keep;
    this.#parts = [];
    this.#held = 0;
    this.#tooLong = false;
    this.#escaped = false;
  }

  /**
   * Where the value ends (exclusive), or null where it goes on behind the chunk. Most bytes of a file pass here, so the
   * state is held in local variables.
   */
  #bodyEnd(chunk: Uint8Array, start: number): number | null {
    let depth = this.#depth;
    let inText = this.#inText;
    let escaped = this.#escaped;
    let line = this.#line;
    let end: number | null = null;
    for (let at = start; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === LF) line++;
      if (inText) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inText = false;
          if (depth === 0) end = at + 1;
        }
      } else if (byte === QUOTE) inText = true;
      else if (byte === ARRAY || byte === OBJECT) depth++;
      else if (byte === ARRAY_END || byte === OBJECT_END) {
        // A number, true, false or null ends where what holds it ends.
        if (depth === 0) end = at;
        else if (--depth === 0) end = at + 1;
      } else if (depth === 0 && (byte === COMMA || byte === LF || (byte ?? 0) <= SPACE)) {
        end = at;
        if (byte === LF) line--;
      }
      if (end !== null) break;
    }
    this.#depth = depth;
    this.#inText = inText;
    this.#escaped = escaped;
    this.#line = line;
    return end;
  }

  #inKey(byte: number): boolean {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) return true;
    return false;
  }

  #hold(part: Uint8Array): void {
    if (!this.#keep || this.#tooLong) return;
    this.#held += part.byteLength;
    if (this.#held > (this.#state === "in-key" ? MAX_KEY_BYTES : this.#rowBytes)) {
      this.#tooLong = true;
      this.#parts = [];
    } else if (part.byteLength > 0) this.#parts.push(part.slice());
  }

  #endRow(): void {
    if (this.#keep) {
      const path = this.#stack.map(({ key }) => key);
      const bytes = this.#tooLong ? null : concat(this.#parts, this.#held);
      this.#found.push({ line: this.#rowLine, path, bytes });
    }
    this.#parts = [];
    this.#state = this.#stack.length === 0 ? "done" : "after";
  }

  #endKey(): void {
    const top = this.#stack.at(-1);
    if (top === undefined || this.#tooLong) throw this.#fault();
    try {
      const key: unknown = JSON.parse(new TextDecoder().decode(concat(this.#parts, this.#held)));
      top.key = String(key);
    } catch {
      throw this.#fault();
    }
    this.#parts = [];
    this.#state = "colon";
  }

  #close(): void {
    this.#stack.pop();
    this.#state = this.#stack.length === 0 ? "done" : "after";
  }

  #fault(): NotJson {
    return new NotJson(`The file stops being JSON in line ${this.#line}.`);
  }
}
