/*
 * The search box where the theme's own cannot be used: Zensical's wants the whole index in the
 * browser, and speaks English. Asks the worker (enishi-search.js) with Material's messages, and
 * shows the answer in the same form.
 */
(() => {
  "use strict";
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  const one = (selector, from = document) => from.querySelector(selector);
  const box = one(".md-search");
  const toggle = one("#__search");
  if (!box || !toggle) return;

  const config = JSON.parse(one("#__config").textContent);
  const base = new URL(config.base, location.href);
  const words = config.translations;
  const field = one("input[name=query]", box);
  const said = one(".md-search-result__meta", box);
  const list = one(".md-search-result__list", box);
  const start = said.textContent;
  let worker, ready = false;

  const counted = (count) => {
    if (!count) return words["search.result.none"];
    return count === 1 ? words["search.result.one"] : words["search.result.other"].replace("#", count);
  };

  /** Titles and texts come escaped from our own worker, with nothing but `<mark>` and `<p>` in them. */
  const itemOf = ({ location: path, title, text }) => {
    const link = document.createElement("a");
    link.href = new URL(path, base).href;
    link.className = "md-search-result__link";
    link.innerHTML = `<article class="md-search-result__article md-typeset"><h1>${title}</h1>${text}</article>`;
    const item = document.createElement("li");
    item.className = "md-search-result__item";
    item.append(link);
    return item;
  };

  const show = (items) => {
    if (!field.value.trim()) return;
    said.textContent = counted(items.length);
    list.replaceChildren(...items.map(([page]) => itemOf(page)));
  };

  const ask = () => {
    if (!ready) return;
    if (field.value.trim()) return worker.postMessage({ type: QUERY, data: field.value });
    said.textContent = start;
    list.replaceChildren();
  };

  const wake = () => {
    if (worker) return;
    worker = new Worker(new URL(config.search, location.href));
    worker.addEventListener("message", ({ data: { type, data } }) => {
      if (type === READY) { ready = true; ask(); }
      if (type === RESULT) show(data.items);
    });
    worker.postMessage({ type: SETUP });
  };

  const open = (state) => { if (toggle.checked !== state) toggle.click(); };
  const close = () => { open(false); field.blur(); };

  /** Up and down go through the field and its answers in a ring. */
  const step = (way) => {
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    stops[(at + way + stops.length) % stops.length].focus();
  };

  const inside = (event) => {
    if (event.isComposing) return;
    const keys = {
      Escape: close,
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      ...(document.activeElement === field && { Enter: () => one("a", list)?.click() }),
    };
    if (event.key === "Tab") open(false);
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  };

  const outside = (event) => {
    const typing = document.activeElement.matches("input, select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !["/", "f", "s"].includes(event.key)) return;
    event.preventDefault();
    field.focus();
  };

  said.setAttribute("role", "status");
  field.addEventListener("focus", () => { wake(); open(true); });
  field.addEventListener("input", ask);
  toggle.addEventListener("change", () => { if (toggle.checked) field.focus(); });
  one("form", box).addEventListener("submit", (event) => event.preventDefault());
  one("form", box).addEventListener("reset", () => setTimeout(() => { ask(); field.focus(); }));
  list.addEventListener("click", (event) => { if (event.target.closest("a")) open(false); });
  addEventListener("keydown", (event) => (toggle.checked && box.contains(document.activeElement) ? inside : outside)(event));
})();
