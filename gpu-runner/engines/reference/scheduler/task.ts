import type { Row, RowResult } from "../model/model";

/** Something the scheduler advances step by step, together with others. */
export interface Task {
  readonly finished: boolean;
  /** Rows for the next forward pass, at most `room`; none when the task has to wait for another. */
  rows(room: number): Row[];
  /** Results of the wanted rows of the last call of `rows`, in order. Views: copy what is kept. */
  accept(results: readonly RowResult[]): void;
  /** Gives up; `finished` is true afterwards. */
  cancel(): void;
}
