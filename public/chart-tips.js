// @ts-check
// Tells what a mark of a chart stands for, under the pointer and from the keyboard; without scripts the marks have titles.
(() => {
  // A mark has its words in a title until they are shown once: then the browser would show them a second time.
  const MARK = "svg *:has(> title), svg [data-tip]";
  /** @type {Record<string, (place: number, marks: number) => number>} */
  const STEPS = {
    ArrowRight: (place, marks) => (place + 1) % marks,
    ArrowLeft: (place, marks) => (place <= 0 ? marks : place) - 1,
    Home: () => 0,
    End: (_place, marks) => marks - 1,
  };
  const box = document.createElement("output");
  box.className = "chart-tip";
  /** @type {Element | null} */
  let shown = null;

  /** @param {Element | null} mark */
  const show = (mark) => {
    shown?.removeAttribute("data-shown");
    shown = mark;
    box.hidden = mark === null;
    if (mark === null) return;
    const title = mark.querySelector(":scope > title");
    if (title) {
      mark.setAttribute("data-tip", title.textContent ?? "");
      title.remove();
    }
    mark.setAttribute("data-shown", "");
    if (!box.isConnected) document.body.append(box);
    box.textContent = mark.getAttribute("data-tip");
    place();
  };
  const place = () => {
    if (shown === null) return;
    const at = shown.getBoundingClientRect();
    const left = at.left + at.width / 2 - box.offsetWidth / 2;
    box.style.left = `${Math.max(4, Math.min(left, innerWidth - box.offsetWidth - 4))}px`;
    box.style.top = `${at.top > box.offsetHeight + 12 ? at.top - box.offsetHeight - 8 : at.bottom + 8}px`;
  };
  /** @param {Event} event */
  const onPointer = ({ target }) => {
    const mark = target instanceof Element && target.closest(".chart") ? target.closest(MARK) : null;
    if (mark !== shown) show(mark);
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const chart = document.activeElement;
    const step = STEPS[event.key];
    if (event.key === "Escape") show(null);
    if (step === undefined || !chart?.matches(".chart") || event.ctrlKey || event.metaKey || event.altKey)
      return;
    // The form for the other width is there too, without a place on the page.
    const marks = [...chart.querySelectorAll(MARK)].filter((mark) => mark.getClientRects().length > 0);
    const mark = marks[step(shown ? marks.indexOf(shown) : -1, marks.length)];
    if (mark === undefined) return;
    event.preventDefault();
    mark.scrollIntoView({ block: "nearest", inline: "nearest" });
    show(mark);
  };

  document.addEventListener("pointerover", onPointer);
  document.addEventListener("pointerdown", onPointer);
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusout", () => show(null));
  document.addEventListener("scroll", place, { capture: true, passive: true });
})();
