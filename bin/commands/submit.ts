import { statSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { type EndpointSubmissionInput, submissionReceiptSchema } from "@/contracts/submission";
import { openRemote, type RemoteOptions, withRemoteOptions } from "../remote";
import { sendFile } from "../send-file";
import { UsageError } from "../usage-error";
import { wholeNumber } from "../whole-number";

export function submitCommand(): Command {
  return new Command("submit")
    .description("send an endpoint to evaluate, or traces")
    .addCommand(submitTraces())
    .addCommand(submitEndpoint());
}

type TraceOptions = RemoteOptions & {
  benchmark: string;
  model: string;
  method: string;
  modelName: string[];
  visibility?: string;
};

function submitTraces(): Command {
  return withRemoteOptions(new Command("traces"))
    .description("upload a file of reasoning traces")
    .argument("<file>", "the file as the tool wrote it, also gzipped")
    .requiredOption("--benchmark <slug>", "benchmark the traces belong to")
    .requiredOption("--model <name>", "what the board calls the model")
    .option(
      "--model-name <theirs=ours>",
      "in a file of several models: what the board calls one of them; may be repeated",
      (pair: string, names: string[]) => [...names, pair],
      [],
    )
    .option("--method <id>", "method that produced them", "direct")
    .option("--visibility <kind>", "public, unlisted or private")
    .action(async (file: string, options: TraceOptions) => {
      const { server, headers } = openRemote(options);
      const submissionId = await sendFile({
        path: file,
        bytes: fileSize(file),
        endpoint: `${server}/api/v1/uploads`,
        headers,
        fields: {
          benchmark: options.benchmark,
          model: options.model,
          method: options.method,
          filename: path.basename(file),
          ...(options.visibility ? { visibility: options.visibility } : {}),
          ...(options.modelName.length > 0 ? { models: modelNames(options.modelName) } : {}),
        },
        onProgress: uploadProgress(),
      });
      printSubmission(submissionId, `${server}/submissions/${submissionId}`);
    });
}

/** `theirs=ours` pairs as the JSON object that the field `models` takes. */
function modelNames(pairs: readonly string[]): string {
  const names = pairs.map((pair): [string, string] => {
    const at = pair.lastIndexOf("=");
    if (at < 1 || at === pair.length - 1) throw new UsageError(`--model-name ${pair} is not theirs=ours`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return JSON.stringify(Object.fromEntries(names));
}

/** Percent sent: on a terminal in place, elsewhere a line for every tenth. */
function uploadProgress(): (sent: number, total: number) => void {
  let told = -1;
  return (sent, total) => {
    const percent = total === 0 ? 100 : Math.floor((100 * sent) / total);
    const step = process.stderr.isTTY ? percent : Math.floor(percent / 10) * 10;
    if (step <= told) return;
    told = step;
    if (process.stderr.isTTY) process.stderr.write(`\rsent ${step} %${step === 100 ? "\n" : ""}`);
    else console.error(`sent ${step} %`);
  };
}

type EndpointOptions = RemoteOptions & {
  url?: string;
  engine?: string;
  model: string;
  displayName?: string;
  benchmark?: string;
  suite?: string;
  method: string;
  params?: string;
  samples: string;
  temperature?: string;
  maxTokens?: string;
  concurrency?: string;
  endpointKey?: string;
  visibility?: EndpointSubmissionInput["visibility"];
};

function submitEndpoint(): Command {
  return withRemoteOptions(new Command("endpoint"))
    .description("evaluate an OpenAI-compatible endpoint")
    .option("--url <address>", "base address of the server")
    .option("--engine <name>", "instead of an address: an engine of this instance's runners")
    .requiredOption("--model <name>", "name under which the server serves the model")
    .option("--display-name <name>", "what the board calls it")
    .option("--benchmark <slug>", "benchmark to run")
    .option("--suite <slug>", "suite to run")
    .option("--method <id>", "method", "direct")
    .option("--params <json>", "parameters of the method as a JSON object")
    .option("--samples <number>", "samples for each problem", "1")
    .option("--temperature <number>", "sampling temperature")
    .option("--max-tokens <number>", "longest completion")
    .option("--concurrency <number>", "requests at once")
    .option(
      "--endpoint-key <key>",
      "API key of the endpoint (PLUMBLINE_ENDPOINT_KEY); sealed, never shown again",
    )
    .option("--visibility <kind>", "public, unlisted or private")
    .action(async (options: EndpointOptions) => {
      const answer = await openRemote(options).json("/api/v1/submissions", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(endpointInput(options)),
      });
      printReceipt(answer);
    });
}

function endpointInput(options: EndpointOptions): EndpointSubmissionInput {
  if ((options.benchmark === undefined) === (options.suite === undefined)) {
    throw new UsageError("name exactly one of --benchmark and --suite");
  }
  if ((options.url === undefined) === (options.engine === undefined)) {
    throw new UsageError("name exactly one of --url and --engine");
  }
  const apiKey = options.endpointKey ?? process.env.PLUMBLINE_ENDPOINT_KEY;
  return {
    url: options.url,
    engine: options.engine,
    model: options.model,
    displayName: options.displayName,
    benchmark: options.benchmark,
    suite: options.suite,
    method: options.method,
    params: options.params === undefined ? {} : parameters(options.params),
    samples: wholeNumber("--samples", options.samples),
    sampling: {
      ...(options.temperature === undefined ? {} : { temperature: Number(options.temperature) }),
      ...(options.maxTokens === undefined
        ? {}
        : { maxTokens: wholeNumber("--max-tokens", options.maxTokens) }),
    },
    ...(options.concurrency === undefined
      ? {}
      : { concurrency: wholeNumber("--concurrency", options.concurrency) }),
    ...(apiKey ? { apiKey } : {}),
    ...(options.visibility ? { visibility: options.visibility } : {}),
  };
}

function parameters(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below, as one error for both cases.
  }
  throw new UsageError(`--params must be a JSON object, for example --params '{"k":16}'`);
}

function fileSize(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    throw new UsageError(`${file} cannot be read`);
  }
}

function printReceipt(answer: unknown): void {
  const receipt = submissionReceiptSchema.parse(answer);
  printSubmission(receipt.submissionId, receipt.url);
}

function printSubmission(submissionId: string, url: string): void {
  console.log(submissionId);
  console.error(`Follow it: ${url}  or  plumbline status ${submissionId}`);
}
