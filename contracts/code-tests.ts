import { z } from "zod";

const tolerance = z.number().min(0).max(1).default(0);
const entryPoint = z.string().min(1).max(200);
/** Limit of one test (stdin) or of all calls of a problem, in CPU milliseconds of CPython. */
const timeLimitMs = z.number().int().min(100).max(60_000).optional();

const casesSchema = z
  .array(z.object({ input: z.string(), output: z.string() }))
  .min(1)
  .max(10_000);

/** How a program is tested (`judging` of a problem whose answer kind is `code`). */
export const codeTestsSchema = z.discriminatedUnion("style", [
  /** HumanEval: `test` defines `check(candidate)`; a reply may be the rest of `prompt`. */
  z.object({
    style: z.literal("python-check"),
    prompt: z.string(),
    entryPoint,
    test: z.string().min(1),
    timeLimitMs,
  }),
  /** MBPP: assert statements that call the program's functions. */
  z.object({
    style: z.literal("python-asserts"),
    setup: z.string().default(""),
    tests: z.array(z.string()).min(1).max(1000),
    /** The asked function, where its name is known; needed where a built-in function has the same. */
    entryPoint: entryPoint.nullable().default(null),
    /** `shared`: the tests build objects of the program's classes and run beside it; such a verdict can be forged. */
    isolation: z.enum(["split", "shared"]).default("split"),
    timeLimitMs,
  }),
  /** HumanEval+, MBPP+: inputs as JSON text (numbers of any size); what is right is what the reference answers. */
  z.object({
    style: z.literal("python-inputs"),
    prompt: z.string().default(""),
    entryPoint,
    reference: z.string().min(1),
    baseInput: z.string(),
    plusInput: z.string().default("[]"),
    tolerance,
    rule: z.enum(["equal", "unordered", "root"]).default("equal"),
    timeLimitMs,
  }),
  /** LiveCodeBench: a program that reads standard input and prints. */
  z.object({ style: z.literal("stdin-stdout"), tests: casesSchema, tolerance, timeLimitMs }),
  /** LiveCodeBench: a method of a class, or a function where `className` is null; JSON values, one a line of input. */
  z.object({
    style: z.literal("python-call"),
    className: z.string().max(200).nullable().default(null),
    entryPoint,
    tests: casesSchema,
    tolerance,
    timeLimitMs,
  }),
]);
export type CodeTests = z.infer<typeof codeTestsSchema>;

/** The tests of a code problem; null where the file did not bring them, or not in a form that can be run. */
export function readCodeTests(judging: unknown): CodeTests | null {
  const read = codeTestsSchema.safeParse(judging);
  return read.success ? read.data : null;
}
