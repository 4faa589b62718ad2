/** A mark has its words in a title until they are shown once: then the browser would show them a second time. */
const MARK = "svg *:has(> title), svg [data-tip]";
const STEPS: Record<string, (place: number, marks: number) => number> = {
  ArrowRight: (place, marks) => (place + 1) % marks,
  ArrowLeft: (place, marks) => (place <= 0 ? marks : place) - 1,
  Home: () => 0,
  End: (_place, marks) => marks - 1,
};

let users = 0;
let stop = () => {};

/** Listens on the whole page while any chart is there; returns what ends it. */
export function startChartTips(): () => void {
  users += 1;
  if (users === 1) stop = listen();
  return () => {
    users -= 1;
    if (users === 0) stop();
  };
}

function listen(): () => void {
  const box = document.createElement("output");
  box.className = "chart-tip";
  document.body.append(box);
  let shown: Element | null = null;

  const show = (mark: Element | null) => {
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
  const onPointer = ({ target }: Event) => {
    const mark = target instanceof Element && target.closest(".chart") ? target.closest(MARK) : null;
    if (mark !== shown) show(mark);
  };
  const onKey = (event: KeyboardEvent) => {
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
  const hide = () => show(null);

  show(null);
  const ended = new AbortController();
  const { signal } = ended;
  document.addEventListener("pointerover", onPointer, { signal });
  document.addEventListener("pointerdown", onPointer, { signal });
  document.addEventListener("keydown", onKey, { signal });
  document.addEventListener("focusout", hide, { signal });
  document.addEventListener("scroll", place, { signal, capture: true, passive: true });
  return () => {
    ended.abort();
    box.remove();
  };
}
