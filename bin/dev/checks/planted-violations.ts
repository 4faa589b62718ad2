import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { clientDoorProblems } from "./client-doors";
import { cruise } from "./cruise";

const STAGE_RULE = /^door:domain\//;

/** One small tree in which every rule of the import check is broken once; the value of an entry is the file's text. */
const PLANTED: Record<string, string> = {
  "contracts/a.ts": `import "../db/a";\nimport "node:fs";\n`,
  "verify/a.ts": `import type { A } from "../contracts/b";\nimport "node:fs";\nimport "@/verify/b";\nimport "./pool/a";\nexport type B = A;\n`,
  "verify/b.ts": "export {};\n",
  "verify/pool/a.ts": `import "zod";\n`,
  "contracts/b.ts": "export type A = 1;\n",
  "formats/a.ts": `import "../net/b";\n`,
  "net/a.ts": `import "../catalog/b";\n`,
  "net/b.ts": "export {};\n",
  "catalog/a.ts": `import "../measure/b";\n`,
  "catalog/b.ts": "export {};\n",
  "catalog/bundled/a.ts": "export const secret = 1;\n",
  "measure/a.ts": `import "../formats/b";\n`,
  "measure/b.ts": "export {};\n",
  "formats/b.ts": "export {};\n",
  "db/a.ts": `import "../server/env";\n`,
  "server/env.ts": `import "../db/b";\n`,
  "db/b.ts": "export {};\n",
  "server/platform/a.ts": `import "../domain/plan/b";\n`,
  "server/domain/ctx.ts": `import "../platform/b";\n`,
  "server/platform/b.ts": "export {};\n",
  "server/context.ts": `import "./domain/plan";\n`,
  "server/api/a.ts": `import "../domain/plan/b";\n`,
  "workers/functions/a.ts": `import "../../db/b";\nimport "../embedded/b";\n`,
  "workers/embedded/a.ts": `import "../../net/b";\n`,
  "workers/embedded/b.ts": "export {};\n",
  "gpu-runner/a.ts": `import "../db/b";\n`,
  "app/page.ts": `import "../db/b";\nimport "../measure/b";\n`,
  "app/island.ts": `"use client";\nimport "../catalog/bundled/a";\n`,
  "app/api/x/route.ts": `import "../../../db/b";\n`,
  "bin/a.ts": `import "../server/domain/plan/b";\nimport "../tests/support/a";\nimport "./absent";\n`,
  "bin/bench/a.ts": `import "../../server/domain/plan/b";\n`,
  "tests/support/a.ts": "export {};\n",
  "net/circle-a.ts": `import type { A } from "./circle-b";\nexport type B = A;\n`,
  "net/circle-b.ts": `import type { B } from "./circle-a";\nexport type A = B;\n`,
};

/** Every stage imports the inside of the stage before it; the first one imports the last one's index. */
function plantedStages(stages: readonly string[]): Record<string, string> {
  const files: Record<string, string> = {};
  stages.forEach((stage, position) => {
    const earlier = stages[position - 1];
    const target = earlier === undefined ? `../${stages[stages.length - 1]}` : `../${earlier}/b`;
    files[`server/domain/${stage}/a.ts`] = `import "${target}";\n`;
    files[`server/domain/${stage}/b.ts`] = "export {};\n";
    files[`server/domain/${stage}/index.ts`] = "export {};\n";
  });
  return files;
}

/** Breaks every rule in a throw-away tree and returns the rules that did not notice. */
export async function blindRules(root: string, ruleNames: readonly string[]): Promise<string[]> {
  const directory = await mkdtemp(path.join(tmpdir(), "plumbline-doors-"));
  try {
    const stages = ruleNames
      .filter((name) => STAGE_RULE.test(name))
      .map((name) => name.replace(STAGE_RULE, ""));
    for (const [file, text] of Object.entries({ ...PLANTED, ...plantedStages(stages) })) {
      await mkdir(path.join(directory, path.dirname(file)), { recursive: true });
      await writeFile(path.join(directory, file), text);
    }
    await copyFile(path.join(root, "tsconfig.json"), path.join(directory, "tsconfig.json"));
    await symlink(path.join(root, "node_modules"), path.join(directory, "node_modules"));
    const seen = await cruise({ directory, config: path.join(root, ".dependency-cruiser.cjs") });
    const broken = new Set(seen.violations.map((violation) => violation.rule));
    const blind = ruleNames.filter((name) => !broken.has(name));
    const client = clientDoorProblems(directory, seen.modules);
    if (!client.some((problem) => problem.startsWith("app/island.ts"))) blind.push("client components");
    if (!client.some((problem) => problem.startsWith("app/page.ts"))) blind.push("app to measure");
    return blind;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
