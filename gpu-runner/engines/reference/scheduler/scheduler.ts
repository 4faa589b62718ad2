import { MAX_ROWS } from "../model/load-weights";
import type { Model, Row } from "../model/model";
import type { Task } from "./task";

/** Sequences that are computed together unless the caller says otherwise. */
export const DEFAULT_SEQUENCES = 32;

/**
 * Continuous batching: each step advances every active task by one token, and fills the rest of the pass with prompts.
 * Which tasks share a step changes no result, only the speed.
 */
export class Scheduler {
  readonly #model: Model;
  readonly #sequences: number;
  #waiting: Task[] = [];
  #active: Task[] = [];

  constructor(model: Model, sequences = DEFAULT_SEQUENCES) {
    if (!(Number.isInteger(sequences) && sequences >= 1 && sequences <= MAX_ROWS))
      throw new RangeError(`sequences must be a whole number from 1 to ${MAX_ROWS}`);
    this.#model = model;
    this.#sequences = sequences;
  }

  add(task: Task): void {
    this.#waiting.push(task);
  }

  get idle(): boolean {
    return this.#waiting.length === 0 && this.#active.length === 0;
  }

  /** One forward pass. Does nothing when idle. */
  step(): void {
    this.#active = this.#active.filter(({ finished }) => !finished);
    this.#waiting = this.#waiting.filter(({ finished }) => !finished);
    this.#active.push(...this.#waiting.splice(0, this.#sequences - this.#active.length));
    const parts: { task: Task; rows: Row[] }[] = [];
    let room = MAX_ROWS;
    for (const [index, task] of this.#active.entries()) {
      // Each task that follows keeps room for one row, so that no answer waits for another's prompt.
      const rows = task.rows(Math.max(1, room - (this.#active.length - 1 - index)));
      room -= rows.length;
      if (rows.length > 0) parts.push({ task, rows });
    }
    if (parts.length === 0) return;
    const results = this.#model.forward(parts.flatMap(({ rows }) => rows));
    let next = 0;
    for (const { task, rows } of parts) {
      const wanted = rows.filter((row) => row.wanted).length;
      const own = results.slice(next, next + wanted);
      next += wanted;
      if (!task.finished) task.accept(own);
    }
  }
}
