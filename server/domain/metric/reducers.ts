import { PlumblineError } from "@/contracts/errors";
import {
  bestOfNReducer,
  heimdall,
  opv,
  pessimistic,
  type Reducer,
  type ReducerOf,
  selfConsistency,
  weightedVote,
} from "@/measure";

const REDUCERS: Readonly<Record<string, ReducerOf>> = {
  "self-consistency": () => selfConsistency,
  "weighted-vote": () => weightedVote,
  "best-of-n": () => bestOfNReducer,
  pessimistic,
  heimdall,
  opv,
};

/** The reducer of a method id, with the parameters of one run. */
export function reducerOf(methodId: string, params: Readonly<Record<string, unknown>> = {}): Reducer {
  const found = REDUCERS[methodId];
  if (found !== undefined) return found(params);
  throw new PlumblineError("unsuitable_method", `${methodId} does not reduce stored samples.`, {
    hint: "Choose a method of the kind reduce with GET /api/v1/methods.",
  });
}
