// Sets the chosen theme before the first paint; without a choice the system's preference rules (globals.css).
(() => {
  try {
    const chosen = localStorage.getItem("plumbline-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be switched off; the system's preference is then used.
  }
})();
