import { createHash } from "node:crypto";
import { z } from "zod";
import type { MethodCard } from "@/contracts/method";
import { METHOD_CARDS } from "./index";

/** Sizes with which cards are asked what they would count; only the texts matter. */
const SIZES = { prompt: 100, answer: [16, 100] } as const;

/**
 * Every text of our own that a method's cost estimate counts: at its defaults, and with each switch and choice turned once.
 * A runner counts them with its models' own tokenizers, so that an estimate for a hosted model is exact.
 */
export function cardTexts(cards: readonly MethodCard[] = METHOD_CARDS): string[] {
  const texts = new Set<string>();
  for (const card of cards) {
    for (const params of variants(card)) {
      card.promptTokensPerSample?.(params, {
        ...SIZES,
        count: (text) => {
          texts.add(text);
          return 1;
        },
      });
    }
  }
  return [...texts];
}

/** Names a text in what a runner tells: 16 hex digits of its SHA-256. */
export function textKey(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

const propertySchema = z.looseObject({ enum: z.array(z.unknown()).optional(), type: z.unknown().optional() });
const objectSchema = z.looseObject({ properties: z.record(z.string(), propertySchema).default({}) });

function variants(card: MethodCard): Record<string, unknown>[] {
  const { properties } = objectSchema.parse(
    z.toJSONSchema(card.params, { io: "input", unrepresentable: "any" }),
  );
  const turned = Object.entries(properties).flatMap(([name, property]) =>
    (property.enum ?? (property.type === "boolean" ? [true, false] : [])).map((value) => ({ [name]: value })),
  );
  return [{}, ...turned].flatMap((given) => {
    const params = card.params.safeParse(given);
    return params.success ? [params.data] : [];
  });
}
