import { describe, expect, it } from "vitest";
import { z } from "zod";
import { METHOD_CARDS } from "@/catalog/methods";
import { parameterFields, readParameters } from "./method-parameters";

const fieldsOf = (id: string) => {
  const card = METHOD_CARDS.find((one) => one.id === id);
  return parameterFields(z.toJSONSchema(card?.params ?? z.strictObject({}), { io: "input" }));
};
const filled = (id: string, values: Record<string, string>) => {
  const fields = fieldsOf(id);
  const shown = Object.fromEntries(fields.map(({ name, shown }) => [name, shown]));
  return readParameters(fields, (name) => values[name] ?? shown[name] ?? "");
};

describe("fields of a method's parameters", () => {
  it.each(METHOD_CARDS.map(({ id, params }) => [id, params] as const))(
    "%s: a form that nobody touched asks for the defaults",
    (id, params) => {
      expect(filled(id, {})).toEqual({});
      expect(fieldsOf(id)).toHaveLength(Object.keys(z.toJSONSchema(params).properties ?? {}).length);
    },
  );

  it("reads numbers, choices, yes or no, lists and line breaks by type", () => {
    expect(filled("sift", { stages: "2", stickerFewShot: "false" })).toEqual({
      stages: 2,
      stickerFewShot: false,
    });
    expect(filled("thinking-budget", { budgets: "64, 128", mode: "hard-cut" })).toEqual({
      budgets: [64, 128],
      mode: "hard-cut",
    });
    expect(filled("subthought", { markers: "Wait, So" })).toEqual({ markers: ["Wait", "So"] });
    expect(filled("budget-forcing", { tagBreak: "\\n\\n", ignoreString: "Hmm" })).toEqual({
      tagBreak: "\n\n",
      ignoreString: "Hmm",
    });
    expect(filled("self-consistency", { k: "8" })).toEqual({ k: 8 });
  });
});
