import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import { plumblineHome } from "../home";

const ENGINES = ["llama"] as const;

export function enginesCommand(): Command {
  const engines = new Command("engines").description(
    "native inference engines, installed apart from the project",
  );
  const add = new Command("add")
    .description("install an engine into the home's folder engines; a second time brings it up to date")
    .argument("<name>", `one of: ${ENGINES.join(", ")}`, (name: string) => name.toLowerCase())
    .addOption(
      new Option("--gpu <kind>", "its packages for a GPU too (hundreds of megabytes)").choices([
        "cuda",
        "vulkan",
      ]),
    )
    .action(async (name: string, options: { gpu?: "cuda" | "vulkan" }) => {
      const { UsageError } = await import("../usage-error");
      if (!ENGINES.some((known) => known === name))
        throw new UsageError(`There is no engine ${name} to add; there is: ${ENGINES.join(", ")}.`);
      await addLlama(options.gpu ?? null);
    });
  return engines.addCommand(add);
}

async function addLlama(gpu: "cuda" | "vulkan" | null): Promise<void> {
  const { enginesFolder } = await import("@/gpu-runner/engines/llama/place");
  const { installLlama } = await import("@/gpu-runner/engines/llama/install");
  const { LlamaEngine } = await import("@/gpu-runner/engines/llama/llama-engine");
  const { BUNDLED_MODEL } = await import("@/gpu-runner/reference-model/bundled-model");
  const folder = enginesFolder(plumblineHome());
  console.log(`Installing into ${folder}`);
  await installLlama({ folder, gpu });
  if (!existsSync(BUNDLED_MODEL.path)) return;
  const engine = new LlamaEngine({
    folder,
    path: BUNDLED_MODEL.path,
    model: BUNDLED_MODEL.name,
    processes: 1,
  });
  try {
    const info = await engine.info();
    console.log(
      `The engine llama works here, on ${info.gpu === false ? "the processor" : `a GPU (${info.gpu})`}.`,
    );
    console.log("A runner offers it with the bundled model, and with files given by --model NAME=FILE.gguf");
  } finally {
    await engine.close();
  }
}
