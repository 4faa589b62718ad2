// @ts-check
// What every page has besides its text: keys, the switch between light and dark, the name of who is signed in.
// A plain file: a page that is only read loads no framework, and the others get the same one.
(() => {
  document.addEventListener("keydown", onKey);
  document.querySelector("[data-theme-switch]")?.addEventListener("click", switchTheme);
  showName();

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest("input, select, textarea")) return;
    if (event.key === "/") {
      event.preventDefault();
      location.href = "/search";
    } else if (event.key === "?") showKeys();
    else if (event.key === "j" || event.key === "k") moveTo(event.key);
    else if (event.key === "Enter" && event.target === document.body) selectedLink()?.click();
    else if (event.key === "c") {
      const href = comparisonHref();
      if (href !== null) location.href = href;
    }
  }

  function showKeys() {
    const sheet = document.getElementById("keys");
    if (sheet instanceof HTMLDialogElement && !sheet.open) sheet.showModal();
  }

  /** Rows that lead somewhere, in the order of the page; those that a filter hides are left out. */
  function rowsOfPage() {
    const rows = /** @type {NodeListOf<HTMLTableRowElement>} */ (
      document.querySelectorAll("main .table tbody tr")
    );
    return [...rows].filter((row) => !row.hidden && linkOf(row) !== null);
  }

  /**
   * What a row opens: its marked link where it has several that matter, its first one otherwise.
   * @param {Element | undefined} row
   * @returns {HTMLAnchorElement | null}
   */
  function linkOf(row) {
    return row?.querySelector("a[data-open]") ?? row?.querySelector("a") ?? null;
  }

  /**
   * `j` and `k` follow the page's own neighbours where it has some, and go through its rows otherwise.
   * @param {"j" | "k"} key
   */
  function moveTo(key) {
    if (document.querySelector("a[data-key]") !== null) {
      /** @type {HTMLAnchorElement | null} */ (document.querySelector(`a[data-key="${key}"]`))?.click();
      return;
    }
    const rows = rowsOfPage();
    const at = rows.findIndex((row) => row.dataset.selected === "true");
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + (key === "j" ? 1 : -1)))];
    for (const row of rows) row.dataset.selected = String(row === next);
    next?.scrollIntoView({ block: "nearest" });
  }

  function selectedLink() {
    return linkOf(rowsOfPage().find((row) => row.dataset.selected === "true"));
  }

  /** The comparison that begins with the selected row's run, or with the run of the page; null where there is neither. */
  function comparisonHref() {
    const path = selectedLink()?.pathname ?? location.pathname;
    const run = /^\/runs\/([^/]+)/.exec(path)?.[1];
    return run === undefined ? null : `/compare?a=${run}`;
  }

  function switchTheme() {
    const root = document.documentElement;
    const systemIsDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark;
    root.dataset.theme = isDark ? "light" : "dark";
    try {
      localStorage.setItem("plumbline-theme", root.dataset.theme);
    } catch {
      // The choice then lasts for this page only.
    }
  }

  /** Asked after load, so that pages for readers are the same for everybody and can be kept. */
  async function showName() {
    const answer = await fetch("/api/auth/me").catch(() => null);
    const who = answer?.ok ? await answer.json().catch(() => null) : null;
    const link = document.querySelector("a[data-sign-in]");
    if (!who?.signedIn || link === null) return;
    link.textContent = who.name;
    link.setAttribute("title", "Your account and its keys");
    link.setAttribute("href", "/account");
  }
})();
