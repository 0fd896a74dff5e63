/*
 * What a page can do beyond being read: pick a year, copy a link, find people (enishi-directory.js).
 * Every part is optional.
 */
(() => {
  "use strict";
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const filled = (sentence, value, count) => sentence.replace("{}", value).replace("{n}", count);

  /** Lines of the insider box that concern the year a reader left come first. Kept on this device. */
  function insider(box) {
    const KEY = "enishi.left";
    const pick = one(".insider-pick", box);
    const select = one("select", pick);
    const list = one("ul", box);
    const lines = all("li", list);
    const tests = { "<": (a, b) => a < b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, ">=": (a, b) => a >= b, "=": (a, b) => a === b, "==": (a, b) => a === b };
    const concerns = (line, year) => {
      const [field, sign, value] = line.dataset.when.split(/\s+/);
      return field === "left" && sign in tests ? tests[sign](year, Number(value)) : undefined;
    };
    if (!lines.some((line) => concerns(line, 2000) !== undefined)) return;
    const latest = Number(box.dataset.year);
    for (let year = latest; year > latest - 50; year -= 1) select.add(new Option(year, year));
    const order = () => {
      const year = Number(select.value);
      const rank = (line) => [true, undefined, false].indexOf(year ? concerns(line, year) : undefined);
      for (const line of lines) {
        line.classList.toggle("is-other", rank(line) === 2);
        one(".insider-yours", line).hidden = rank(line) !== 0;
      }
      list.append(...[...lines].sort((a, b) => rank(a) - rank(b)));
    };
    try { select.value = localStorage.getItem(KEY) || ""; } catch { /* storage may be closed to us */ }
    select.addEventListener("change", () => {
      try { select.value ? localStorage.setItem(KEY, select.value) : localStorage.removeItem(KEY); } catch { /* as above */ }
      order();
    });
    pick.hidden = false;
    order();
  }

  /** The theme's search waits for a key; a phone's Japanese keyboard, dictation and paste press none. */
  function searching(field) {
    const toggle = one("#__search");
    field.addEventListener("input", () => {
      if (!toggle.checked) toggle.click();
      field.dispatchEvent(new KeyboardEvent("keyup"));
    });
  }

  /** What the search worker has to say beyond its results; other windows hear it too, so it names the query. */
  function telling(note) {
    const field = one('[data-md-component="search-query"]');
    new BroadcastChannel("enishi-search").addEventListener("message", ({ data: { query, state, more } }) => {
      if (query !== field.value) return;
      const { looking, failed, more: others } = note.dataset;
      note.parentElement.classList.toggle("is-failed", state === "failed");
      note.textContent = { looking, failed }[state] || (more ? filled(others, more.toLocaleString()) : "");
    });
  }

  /** The theme takes each alternate link for a translation and fetches the sitemap beside it: feeds step aside. */
  function aside(feeds) {
    for (const feed of feeds) feed.rel = "";
    addEventListener("load", () => setTimeout(() => { for (const feed of feeds) feed.rel = "alternate"; }));
  }

  function closing(toggle) {
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !toggle.checked) return;
      toggle.click();
      one(`.md-header__button[for="${toggle.id}"]`)?.focus();
    });
  }

  /** Within a week people say "3日前"; the full date stays as the title. */
  function ago(time) {
    const today = new Date().setHours(0, 0, 0, 0);
    const days = Math.round((today - new Date(`${time.dateTime.slice(0, 10)}T00:00`)) / 864e5);
    if (!(days >= 0 && days < 7) || !window.Intl?.RelativeTimeFormat) return;
    time.title = time.textContent;
    const lang = time.closest("[lang]")?.lang || "ja";
    time.textContent = new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(-days, "day").replace(/(\d) /, lang === "ja" ? "$1" : "$&");
  }

  function copying(button) {
    if (!navigator.clipboard) return;
    const said = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      const address = one('link[rel="canonical"]')?.href || location.href;
      navigator.clipboard.writeText(address).then(() => {
        button.textContent = button.dataset.copied;
        setTimeout(() => { button.textContent = said; }, 2500);
      }, () => {});
    });
  }

  aside(all('link[rel="alternate"][type]'));
  for (const form of all("form[data-directory]")) {
    import("./enishi-directory.js").then(({ directory }) => directory(form), () => {});
  }
  all('[data-md-component="search-query"]').forEach(searching);
  all(".search-note").forEach(telling);
  all("#__drawer").forEach(closing);
  all("[data-insider]").forEach(insider);
  all("time[data-ago]").forEach(ago);
  all("[data-copy]").forEach(copying);
})();
