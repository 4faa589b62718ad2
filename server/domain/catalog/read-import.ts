import {
  type BenchmarkCardInput,
  benchmarkCardSchema,
  type ProblemInput,
  problemInputSchema,
} from "@/contracts/benchmark";
import { PlumblineError } from "@/contracts/errors";
import { parseLine, splitLines } from "@/formats";
import { MAX_PROBLEMS } from "./check-problems";
import { knownCard } from "./known-card";

/** What one import may take. `values` counts what the problems' `judging` holds, which alone has a free form. */
const IMPORT_LIMITS = {
  bytes: 512 * 1024 ** 2,
  lineBytes: 32 * 1024 ** 2,
  problems: MAX_PROBLEMS,
  values: 20_000_000,
} as const;
type ImportLimits = { [Name in keyof typeof IMPORT_LIMITS]: number };

/**
 * Reads NDJSON of an import: one problem a line, the first line may be `{"card": …}`; without it the card of the catalogue is
 * taken. Refuses what is past a limit while it reads (`payload_too_large`), and names the first bad line (`invalid_input`).
 */
export async function readImport(
  body: AsyncIterable<Uint8Array>,
  slug: string,
  limits: ImportLimits = IMPORT_LIMITS,
): Promise<{ card: BenchmarkCardInput; problems: ProblemInput[] }> {
  let card: BenchmarkCardInput | null = knownCard(slug);
  let values = 0;
  const problems: ProblemInput[] = [];
  for await (const { line, bytes } of splitLines(atMost(body, limits.bytes), limits)) {
    if (bytes === null) throw tooLarge(`Line ${line} is longer than ${limits.lineBytes} bytes.`);
    if (isBlank(bytes)) continue;
    const parsed = parseLine(bytes);
    if ("problem" in parsed) throw invalid(`Line ${line}: ${parsed.problem.message}`);
    if (line === 1 && isCardLine(parsed.value)) {
      card = fitting(benchmarkCardSchema, parsed.value.card, "Line 1, the card");
      continue;
    }
    const problem = fitting(problemInputSchema, parsed.value, `Line ${line}`);
    values += countValues(problem.judging);
    if (values > limits.values)
      throw tooLarge(`The problems' judging holds more than ${limits.values} values.`);
    if (problems.push(problem) > limits.problems)
      throw tooLarge(`There are more than ${limits.problems} problems.`);
  }
  return { card: cardOf(card, slug), problems };
}

async function* atMost(body: AsyncIterable<Uint8Array>, maxBytes: number): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge(`An import takes at most ${maxBytes} bytes.`);
    yield chunk;
  }
}

const isBlank = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte === 32 || byte === 9 || byte === 13);

const isCardLine = (value: unknown): value is { card: unknown } =>
  typeof value === "object" && value !== null && Object.hasOwn(value, "card");

function fitting<Input>(
  schema: { safeParse(value: unknown): Parsed<Input> },
  value: unknown,
  place: string,
): Input {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(`${place}: ${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? "not valid"}.`);
}

type Parsed<Input> =
  | { success: true; data: Input }
  | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };

/** Lists, objects and what they hold. Recursive: lines nest no deeper than their reader allows. */
function countValues(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  let count = 1;
  for (const member of Array.isArray(value) ? value : Object.values(value)) count += countValues(member);
  return count;
}

function cardOf(card: BenchmarkCardInput | null, slug: string): BenchmarkCardInput {
  if (card === null)
    throw new PlumblineError("invalid_input", `The catalogue has no card for ${slug.slice(0, 100)}.`, {
      hint: 'Send the card as the first line: {"card": {"slug": …}} (docs/api.md).',
    });
  if (card.slug === slug || (card.aliases ?? []).includes(slug)) return card;
  throw new PlumblineError("invalid_input", `The card is of ${card.slug}, not of ${slug.slice(0, 100)}.`, {
    hint: "Use the slug of the card in the address.",
  });
}

function invalid(message: string): PlumblineError {
  return new PlumblineError("invalid_input", message, {
    hint: "Each line is a problem with id, statement and gold as JSON in UTF-8 (docs/api.md).",
  });
}

function tooLarge(message: string): PlumblineError {
  return new PlumblineError("payload_too_large", message, {
    hint: "Split it into several benchmarks; docs/security.md has the limits.",
  });
}
