import { methodCard } from "@/catalog/methods";
import type { MethodView } from "@/contracts/catalog";
import type { MethodChoice, ReducerChoice } from "../_client/submit/choices";
import { parameterFields } from "../_client/submit/method-parameters";
import { runsOnEndpoints } from "./method-kind";

const assesses = (id: string): ReducerChoice["assesses"] => methodCard(id)?.assessments?.from ?? null;

/** Methods that an endpoint can be run with; new samples have no stored assessments to go by. */
export function generatorChoices(methods: readonly MethodView[]): MethodChoice[] {
  return methods
    .filter(({ id }) => runsOnEndpoints(id))
    .map(({ id, title, summary, needs, parameters }) => ({
      ...{ id, title, summary, needs },
      parameters: parameterFields(parameters),
    }));
}

/** Methods that can have made an upload: it names no model that could assess. */
export function uploadChoices(methods: readonly MethodView[]): { id: string; title: string }[] {
  return methods.filter(({ id }) => assesses(id) === null).map(({ id, title }) => ({ id, title }));
}

/** Methods that choose among the samples of a finished run. */
export function reducerChoices(methods: readonly MethodView[]): ReducerChoice[] {
  return methods
    .filter(({ kind }) => kind === "reduce")
    .map(({ id, title, summary, parameters }) => ({
      ...{ id, title, summary },
      parameters: parameterFields(parameters),
      assesses: assesses(id),
    }));
}
