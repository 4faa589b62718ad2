/**
 * The doors of ARCHITECTURE.md: which of our folders may import which. Everything else is an error.
 * `npm run verify` runs this and also plants a violation of every rule, so that a blind check is noticed.
 */
const STAGES = [
  "account",
  "catalog",
  "submission",
  "plan",
  "shard",
  "generation",
  "verification",
  "metric",
  "leaderboard",
  "claim",
];

const OURS =
  "^(app|pages|server|workers|gpu-runner|verify|measure|formats|net|contracts|catalog|db|bin|tests)/|^(proxy|instrumentation)\\.ts$";
const TEST = "\\.test\\.tsx?$";
const DOMAIN_INDEX = "^server/domain/[^/]+/index\\.ts$";

/** One allow-list: what lies in `from` may import only itself and `allowed` among our folders. Tests are free. */
function door(name, from, allowed, fromNot = []) {
  return {
    name,
    severity: "error",
    comment: `${name} may import only: ${allowed.join(", ") || "nothing of ours"}`,
    from: { path: from, pathNot: [TEST, ...fromNot] },
    to: { path: OURS, pathNot: [from, ...allowed] },
  };
}

const stageDoors = STAGES.map((stage, position) =>
  door(`door:domain/${stage}`, `^server/domain/${stage}/`, [
    ...STAGES.slice(0, position).map((earlier) => `^server/domain/${earlier}/index\\.ts$`),
    "^server/domain/ctx\\.ts$",
    "^server/env\\.ts$",
    "^(db|contracts|catalog|measure|verify|formats)/",
  ]),
);

module.exports = {
  forbidden: [
    door("door:contracts", "^contracts/", []),
    door("door:verify", "^verify/", []),
    door("door:formats", "^formats/", ["^contracts/"]),
    door("door:net", "^net/", ["^contracts/"]),
    door("door:catalog", "^catalog/", ["^contracts/"]),
    door("door:measure", "^measure/", ["^(contracts|verify)/"]),
    door("door:db", "^db/", ["^contracts/"]),
    door("door:env", "^server/env\\.ts$", ["^contracts/"]),
    door("door:platform", "^server/platform/", ["^(contracts|net|db)/", "^server/env\\.ts$"]),
    door("door:ctx", "^server/domain/ctx\\.ts$", ["^(contracts|db)/"]),
    ...stageDoors,
    door("door:context", "^server/context\\.ts$", [
      "^(db|net|contracts)/",
      "^server/platform/",
      "^server/domain/ctx\\.ts$",
      "^server/env\\.ts$",
    ]),
    door("door:api", "^server/api/", [
      "^contracts/",
      "^server/(context|env)\\.ts$",
      "^server/domain/ctx\\.ts$",
      DOMAIN_INDEX,
    ]),
    door(
      "door:workers",
      "^workers/",
      ["^contracts/", "^server/(context|env)\\.ts$", "^server/domain/ctx\\.ts$", DOMAIN_INDEX],
      ["^workers/embedded/"],
    ),
    {
      name: "door:workers-to-executor",
      severity: "error",
      comment: "the executor is a process of its own; functions know it only through the workflow protocol",
      from: { path: "^workers/", pathNot: ["^workers/embedded/", TEST] },
      to: { path: "^workers/embedded/" },
    },
    door("door:executor", "^workers/embedded/", ["^(db|contracts)/"]),
    door("door:gpu-runner", "^gpu-runner/", ["^(contracts|catalog|verify|measure|formats|net)/"]),
    door(
      "door:app",
      "^((app|pages)/|(proxy|instrumentation)\\.ts$)",
      ["^(contracts|catalog)/", "^server/api/", "^server/context\\.ts$", "^(formats|measure)/"],
      ["^app/api/.*route\\.ts$"],
    ),
    door("door:route", "^app/api/.*route\\.ts$", [
      "^app/",
      "^(contracts|catalog)/",
      "^server/api/",
      "^server/context\\.ts$",
      "^workers/",
      DOMAIN_INDEX,
    ]),
    door(
      "door:bin",
      "^bin/",
      [
        "^(contracts|catalog|verify|formats|net|measure|db|gpu-runner)/",
        "^server/(context|env)\\.ts$",
        "^workers/embedded/",
        DOMAIN_INDEX,
      ],
      ["^bin/bench/"],
    ),
    // A bench starts parts of the product without the site, to tell what each costs.
    door("door:bench", "^bin/bench/", [
      "^bin/",
      "^(contracts|catalog|verify|formats|net|measure|db|gpu-runner)/",
      "^server/(context|env)\\.ts$",
      "^server/api/",
      "^workers/",
      DOMAIN_INDEX,
    ]),
    {
      name: "contracts-zod-only",
      severity: "error",
      comment: "contracts are read by every process and by the browser: zod and nothing else",
      from: { path: "^contracts/", pathNot: TEST },
      to: { pathNot: [OURS, "(^|/)node_modules/zod/"] },
    },
    {
      name: "verify-no-package",
      severity: "error",
      comment: "the verifier is usable on its own: no package, Node built-ins only in verify/pool/",
      from: { path: "^verify/", pathNot: ["^verify/pool/", TEST] },
      to: { pathNot: OURS },
    },
    {
      name: "verify-pool-builtins-only",
      severity: "error",
      comment: "verify/pool/ may use Node built-ins, no package",
      from: { path: "^verify/pool/", pathNot: TEST },
      to: { pathNot: OURS, dependencyTypesNot: ["core"] },
    },
    {
      name: "verify-relative-only",
      severity: "error",
      comment: "verify/ can be copied out as it is, so it does not use the alias of this repository",
      from: { path: "^verify/", pathNot: TEST },
      to: { dependencyTypes: ["aliased"] },
    },
    {
      name: "pool-apart",
      severity: "error",
      comment: "verify/pool/ is an entry of its own; the pure part never imports it",
      from: { path: "^(verify|measure|formats|app)/", pathNot: ["^verify/pool/", TEST] },
      to: { path: "^verify/pool/" },
    },
    {
      name: "no-tests-in-product",
      severity: "error",
      comment: "only tests import tests",
      from: { pathNot: ["^tests/", TEST] },
      to: { path: ["^tests/", TEST] },
    },
    {
      name: "no-circle",
      severity: "error",
      comment: "no circles, types included",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      severity: "error",
      comment: "an import that does not resolve is invisible to every rule above",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: "specify",
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.plumbline|coverage|test-results)/|\\.css$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
