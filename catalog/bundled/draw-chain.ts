import type { ChainOperation, ChainProblem, Level } from "./problem";
import type { Random } from "./random";
import { OBJECTS, PERSONS } from "./words";

const LARGEST_MULTIPLICAND = 99;

function draw(value: number, random: Random): ChainOperation {
  const kinds: ChainOperation["kind"][] = ["add"];
  if (value > 1) kinds.push("subtract");
  if (value <= LARGEST_MULTIPLICAND) kinds.push("multiply");
  if (value % 2 === 0) kinds.push("halve");
  const kind = random.pick(kinds);
  switch (kind) {
    case "add":
      return { kind, amount: random.integer(2, 60) };
    case "subtract":
      return { kind, amount: random.integer(1, Math.min(60, value - 1)) };
    case "multiply":
      return { kind, amount: random.integer(2, 5) };
    case "halve":
      return { kind };
  }
}

/** The quantity after one operation. */
export function applyChainOperation(value: number, operation: ChainOperation): number {
  switch (operation.kind) {
    case "add":
      return value + operation.amount;
    case "subtract":
      return value - operation.amount;
    case "multiply":
      return value * operation.amount;
    case "halve":
      return value / 2;
  }
}

/** A chain word problem with `level` operations; every quantity on the way is a positive whole number. */
export function drawChain(level: Level, random: Random): ChainProblem {
  const start = random.integer(3, 60);
  const operations: ChainOperation[] = [];
  let value = start;
  while (operations.length < level) {
    const operation = draw(value, random);
    operations.push(operation);
    value = applyChainOperation(value, operation);
  }
  return { family: "chain", person: random.pick(PERSONS), object: random.pick(OBJECTS), start, operations };
}
