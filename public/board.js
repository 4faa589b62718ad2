// @ts-check
// Sorts the rows that the server already sent and keeps the choice in the address. The table is complete without it.
(() => {
  const table = document.querySelector("table[data-board]");
  if (!(table instanceof HTMLTableElement)) return;
  /** @type {HTMLTableRowElement[]} */
  const rowsInOrder = [...table.querySelectorAll("tr")].filter((row) => row.dataset.score !== undefined);
  const rules = /** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("tr[data-rule]"));
  const heads = /** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("th[data-sort]"));
  takeKeys();
  for (const head of heads) makeSortable(head);
  apply(new URLSearchParams(location.search));

  /** Sort keys that stand in the row anyway: its place, the names of method and model. */
  function takeKeys() {
    for (const [place, row] of rowsInOrder.entries()) {
      row.dataset.position = String(place);
      row.dataset.method = row.cells[1]?.textContent ?? "";
      row.dataset.model = row.cells[2]?.textContent ?? "";
    }
  }

  /** @param {HTMLElement} head */
  function makeSortable(head) {
    const key = head.dataset.sort ?? "";
    head.tabIndex = 0;
    head.style.cursor = "pointer";
    const toggle = () => {
      const current = new URLSearchParams(location.search).get("sort");
      const firstDirection = key === "score" || key === "lift" ? "-" : "";
      const opposite = firstDirection === "-" ? "" : "-";
      if (current === `${firstDirection}${key}`) write(`${opposite}${key}`);
      else if (current === `${opposite}${key}`) write(null);
      else write(`${firstDirection}${key}`);
    };
    head.addEventListener("click", toggle);
    head.addEventListener("keydown", (event) => event.key === "Enter" && toggle());
  }

  /** @param {string | null} sort */
  function write(sort) {
    const query = new URLSearchParams(location.search);
    if (sort === null) query.delete("sort");
    else query.set("sort", sort);
    const text = query.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
    apply(query);
  }

  /** @param {URLSearchParams} query */
  function apply(query) {
    const sort = query.get("sort") ?? "position";
    const key = sort.replace(/^-/, "");
    const descending = sort.startsWith("-");
    const rows = rowsInOrder.toSorted((a, b) =>
      compareCells(a.dataset[key] ?? "", b.dataset[key] ?? "", descending),
    );
    table?.querySelector("tbody")?.append(...rows);
    // Tie groups are groups of the board's own order; each rule stands before the row whose place it names.
    for (const rule of rules) {
      rule.hidden = key !== "position" || descending;
      if (!rule.hidden) rowsInOrder[Number(rule.dataset.rule)]?.before(rule);
    }
    for (const head of heads) {
      const isSorted = head.dataset.sort === key && key !== "position";
      head.setAttribute("aria-sort", isSorted ? (descending ? "descending" : "ascending") : "none");
    }
  }

  /**
   * Numbers by value, words by letters; an empty cell (unknown) is last whichever way one sorts.
   * @param {string} a
   * @param {string} b
   * @param {boolean} descending
   */
  function compareCells(a, b, descending) {
    if (a === "" || b === "") return Number(a === "") - Number(b === "");
    const difference =
      Number.isNaN(Number(a)) || Number.isNaN(Number(b)) ? a.localeCompare(b) : Number(a) - Number(b);
    return descending ? -difference : difference;
  }
})();
