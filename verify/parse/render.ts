import type { Node } from "./ast";

const MAX_RENDERED = 2000;
const WRITTEN_OUT = 10n ** 400n;

/** A readable, canonical one-line form of a tree, for showing what was compared. Long trees are cut. */
export function render(node: Node): string {
  const text = write(node, { left: MAX_RENDERED });
  return text.length > MAX_RENDERED ? `${text.slice(0, MAX_RENDERED)}…` : text;
}

type Room = { left: number };

function write(node: Node, room: Room): string {
  const text = room.left <= 0 ? "…" : plain(node, room);
  room.left -= text.length > 12 ? 2 : text.length;
  return text;
}

function plain(node: Node, room: Room): string {
  const each = (child: Node): string => write(child, room);
  const tight = (child: Node): string => (isAtomic(child) ? each(child) : `(${each(child)})`);
  const list = (items: readonly Node[], separator: string, show = each): string => {
    const parts: string[] = [];
    for (const item of items) {
      if (room.left <= 0) return `${parts.join(separator)}${separator}…`;
      parts.push(show(item));
    }
    return parts.join(separator);
  };
  switch (node.t) {
    case "num":
      return node.value.d === 1n ? short(node.value.n) : `${short(node.value.n)}/${short(node.value.d)}`;
    case "sym":
    case "const":
      return node.name;
    case "neg":
      return `-${tight(node.arg)}`;
    case "add":
      return list(node.items, " + ");
    case "mul":
      return list(node.items, "*", tight);
    case "div":
      return `${tight(node.top)}/${tight(node.bottom)}`;
    case "pow":
      return `${tight(node.base)}^${tight(node.exponent)}`;
    case "fn":
      return `${node.name}(${list(node.args, ", ")})`;
    case "apply":
      return `${node.head}(${list(node.args, ", ")})`;
    case "pm":
      return `${node.left === null ? "" : each(node.left)}${node.sign > 0 ? "±" : "∓"}${tight(node.right)}`;
    case "group":
      return `${node.open}${list(node.items, ", ")}${node.close}`;
    case "list":
      return list(node.items, node.joiner === "or" ? " or " : node.joiner === "semicolon" ? "; " : ", ");
    case "rel":
      return node.items
        .map((item, i) => (i === 0 ? each(item) : `${node.ops[i - 1]} ${each(item)}`))
        .join(" ");
    case "setop":
      return `${each(node.left)} ${node.op} ${each(node.right)}`;
    case "builder":
      return `{${each(node.head)} | ${each(node.condition)}}`;
    case "matrix":
      return `[${node.rows.map((row) => `[${list(row, ", ")}]`).join(", ")}]`;
    case "text":
      return node.value;
    case "unit":
      return `${tight(node.value)} ${node.unit}`;
    case "percent":
      return `${tight(node.arg)}%`;
    case "degree":
      return `${tight(node.arg)}°`;
    case "ratio":
      return list(node.items, ":", tight);
    case "based":
      return `${node.digits}_${node.base}`;
    case "set":
      return node.name === "empty" ? "{}" : node.name;
    case "big":
      return `${node.op}(${node.variable}, ${node.low === null ? "" : each(node.low)}, ${node.high === null ? "" : each(node.high)}, ${each(node.body)})`;
  }
}

function isAtomic(node: Node): boolean {
  if (node.t === "num") return node.value.d === 1n && node.value.n >= 0n;
  return ["sym", "const", "fn", "apply", "group", "set", "matrix", "text", "based"].includes(node.t);
}

/** Integers beyond 400 digits are named by their length, since writing them out costs more than it tells. */
function short(value: bigint): string {
  if (value < WRITTEN_OUT && value > -WRITTEN_OUT) return value.toString();
  return `<integer of about ${Math.floor(value.toString(16).length * 1.204)} digits>`;
}
