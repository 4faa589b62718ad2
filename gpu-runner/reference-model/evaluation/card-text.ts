import type { Manifest } from "./manifest";

const figure = (value: number) => value.toFixed(3);
const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The model card, from the manifest alone. */
export function cardText(manifest: Manifest): string {
  const { training, evaluation, data } = manifest;
  const { levels, judging, tags, bars } = evaluation;
  const means = (["greedy", "pass1", "maj16", "pass16", "waits"] as const).map((key) =>
    figure(mean(levels.map((level) => level[key]))),
  );
  const levelRows = levels.map(({ level, problems, greedy, pass1, maj16, pass16, waits }) => [
    String(level),
    String(problems),
    ...[greedy, pass1, maj16, pass16, waits].map(figure),
  ]);
  const tagRows = [
    ...tags.map(({ tag, prompts, formatRate, accuracy }) => [
      tag,
      String(prompts),
      figure(formatRate),
      `answers right: ${figure(accuracy)}`,
    ]),
    [
      "judge",
      String(judging.candidates),
      figure(judging.formatRate),
      `verdicts, balanced: ${figure(judging.balancedAccuracy)}; first wrong step named: ${figure(judging.stepAccuracy)}`,
    ],
  ];
  const greedyMean = mean(levels.map(({ greedy }) => greedy));
  const votedMean = mean(levels.map(({ maj16 }) => maj16));
  const against =
    greedyMean >= votedMean
      ? "At this size greedy decoding is not beaten by the majority of 16 samples"
      : "The majority of 16 samples beats greedy decoding on this set";
  return `# plumbline-reference

**A test fixture, not an assistant.** A language model of ${training.parameters.toLocaleString("en-US")} parameters that makes the
platform run for real on a machine without any other model: sampled answers, real differences between methods, logits
and hidden states. It knows the problems of the bundled generator (\`catalog/bundled/\`) and nothing else; its answers to
anything else are noise. It was taught by a teacher that errs on purpose, so its error rate is built in.

${against} (${figure(greedyMean)} against ${figure(votedMean)}),
because most of its noise lives in the sampling. Nothing measured on it says anything about a method's worth on a real model.

| | |
| --- | --- |
| file | \`${manifest.file}\`, GGUF v3, F16, ${manifest.bytes.toLocaleString("en-US")} bytes |
| SHA-256 | \`${manifest.sha256}\` |
| licence | ${manifest.licence}; weights, data and code are this project's own |
| shape | ${JSON.stringify(training.shape).replaceAll('"', "").replaceAll(",", ", ")} |
| data | seeds ${data.lessonsSeed} and ${data.mainSeed}: ${data.lessons.toLocaleString("en-US")} first lessons, ${data.examples.toLocaleString("en-US")} examples, from the benchmark's own generator |
| training | seed ${training.seed}, ${training.steps.toLocaleString("en-US")} steps, ${training.tokens.toLocaleString("en-US")} tokens, PyTorch ${training.torch}, one core, ${Math.round(training.wallSeconds / 60)} minutes beside other work |
| held out | seed ${data.heldSeed}, ${data.heldSize} problems; none of their statements, and none of the shipped benchmark's, is in the data |

## Accuracy on the held set

Bare prompts. Sampled figures: T = 1, 16 samples a problem. \`Wait\`: share of sampled answers with a second look.

${table(["level", "problems", "greedy", "pass@1", "maj@16", "pass@16", "Wait"], [...levelRows, ["**mean**", String(levels.reduce((sum, { problems }) => sum + problems, 0)), ...means]])}

## Formats, T = 1

${table(["prompt asks for", "prompts", "format kept", "and"], tagRows)}

## Bars

${table(
  ["bar", "measured", "result"],
  bars.map(({ name, measured, met }) => [name, measured, met ? "met" : "**missed**"]),
)}

How to prompt it, how it was trained and how to make it again: \`docs/reference-model.md\`.
`;
}
