import type { Node } from "../parse/ast";
import { div, int, neg } from "../parse/nodes";

const MAX_CELLS = 400;
const MAX_POWER = 12;

export type Rows = Node[][];

/**
 * Carries out the matrix arithmetic in an expression: sums, products, scalar multiples, integer powers, transposes and
 * inverses up to 3 by 3. The entries stay expressions. `null` where the expression is no matrix.
 */
export function matrixOf(node: Node): Rows | null {
  switch (node.t) {
    case "matrix":
      return isRectangular(node.rows) ? node.rows : null;
    case "group": {
      const rows = rowsOf(node);
      return rows !== null && isRectangular(rows) ? rows : null;
    }
    case "neg": {
      const rows = matrixOf(node.arg);
      return rows === null ? null : eachCell(rows, neg);
    }
    case "add":
      return (
        node.items.reduce<Rows | null | undefined>((sum, item) => {
          const rows = matrixOf(item);
          if (sum === undefined) return rows;
          return sum === null || rows === null ? null : sumOf(sum, rows);
        }, undefined) ?? null
      );
    case "mul":
      return productOf(node.items);
    case "div": {
      const rows = matrixOf(node.top);
      return rows === null ? null : eachCell(rows, (cell) => div(cell, node.bottom));
    }
    case "pow":
      return powerOf(node.base, node.exponent);
    default:
      return null;
  }
}

/** The rows of a matrix that is written as a list of lists, `[[1,2],[3,4]]`. */
export function rowsOf(node: Node): Rows | null {
  if (node.t !== "group" || node.open !== "[" || node.close !== "]" || node.items.length < 2) return null;
  const rows = node.items.flatMap((item) => (item.t === "group" && item.open === "[" ? [item.items] : []));
  return rows.length === node.items.length ? rows : null;
}

function isRectangular(rows: Rows): boolean {
  const width = rows[0]?.length ?? 0;
  return width > 0 && rows.length * width <= MAX_CELLS && rows.every((row) => row.length === width);
}

function eachCell(rows: Rows, change: (cell: Node) => Node): Rows {
  return rows.map((row) => row.map(change));
}

function sumOf(a: Rows, b: Rows): Rows | null {
  if (a.length !== b.length || a[0]?.length !== b[0]?.length) return null;
  return a.map((row, i) => row.map((cell, j) => plus(cell, b[i]?.[j] ?? int(0))));
}

function plus(a: Node, b: Node): Node {
  return { t: "add", items: [a, b] };
}

function productOf(items: readonly Node[]): Rows | null {
  let rows: Rows | null = null;
  const scalars: Node[] = [];
  for (const item of items) {
    const next = matrixOf(item);
    if (next === null) scalars.push(item);
    else if (rows === null) rows = next;
    else {
      rows = timesMatrix(rows, next);
      if (rows === null) return null;
    }
  }
  if (rows === null || scalars.length === 0) return rows;
  return eachCell(rows, (cell) => ({ t: "mul", items: [...scalars, cell] }));
}

function timesMatrix(a: Rows, b: Rows): Rows | null {
  const width = b[0]?.length ?? 0;
  if (a[0]?.length !== b.length || a.length * width * b.length > MAX_CELLS * 20) return null;
  return a.map((row) =>
    Array.from({ length: width }, (_, j) => {
      const items = row.map((cell, k): Node => ({ t: "mul", items: [cell, b[k]?.[j] ?? int(0)] }));
      return { t: "add", items };
    }),
  );
}

function powerOf(base: Node, exponent: Node): Rows | null {
  const rows = matrixOf(base);
  if (rows === null) return null;
  if (exponent.t === "sym" && (exponent.name === "T" || exponent.name === "\\top" || exponent.name === "t"))
    return transpose(rows);
  if (exponent.t !== "num" || exponent.value.d !== 1n) return null;
  if (exponent.value.n === -1n) return inverse(rows);
  const power = Number(exponent.value.n);
  if (power < 1 || power > MAX_POWER) return null;
  let result: Rows | null = rows;
  for (let i = 1; i < power && result !== null; i++) result = timesMatrix(result, rows);
  return result;
}

function transpose(rows: Rows): Rows {
  return (rows[0] ?? []).map((_, j) => rows.map((row) => row[j] ?? int(0)));
}

/** The determinant by expansion along the first row, up to 5 by 5. */
export function determinant(rows: Rows): Node | null {
  if (rows.length !== rows[0]?.length || rows.length > 5) return null;
  if (rows.length === 1) return rows[0][0] ?? null;
  const terms: Node[] = [];
  for (const [j, cell] of rows[0].entries()) {
    const minor = determinant(without(rows, 0, j));
    if (minor === null) return null;
    const term: Node = { t: "mul", items: [cell, minor] };
    terms.push(j % 2 === 0 ? term : neg(term));
  }
  return { t: "add", items: terms };
}

function without(rows: Rows, i: number, j: number): Rows {
  return rows.filter((_, row) => row !== i).map((row) => row.filter((_, column) => column !== j));
}

function inverse(rows: Rows): Rows | null {
  const det = determinant(rows);
  if (det === null || rows.length > 3) return null;
  if (rows.length === 1) return [[div(int(1), det)]];
  return rows.map((row, i) =>
    row.map((_, j) => {
      const minor = determinant(without(rows, j, i)) ?? int(0);
      return div((i + j) % 2 === 0 ? minor : neg(minor), det);
    }),
  );
}

/** Replaces determinants and traces by their expressions. */
export function expandMatrixFunction(name: string, argument: Node): Node | null {
  const rows = matrixOf(argument);
  if (rows === null) return null;
  if (name === "det") return determinant(rows);
  if (name !== "trace" || rows.length !== rows[0]?.length) return null;
  return { t: "add", items: rows.map((row, i) => row[i] ?? int(0)) };
}
