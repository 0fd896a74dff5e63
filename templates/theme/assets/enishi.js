/*
 * What a page can do beyond being read: say what concerns a reader
 * (enishi-cohort.js), copy a link, find people (enishi-directory.js).
 * Every part is optional.
 */
(() => {
  "use strict";
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const filled = (sentence, value, count) => sentence.replace("{}", value).replace("{n}", count);

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

  /** An answer to the last letters may come when a reader is already among the results: they stay at theirs. */
  function staying(list) {
    const field = one('[data-md-component="search-query"]');
    let chosen;
    list.addEventListener("focusin", ({ target }) => { chosen = target; });
    list.addEventListener("focusout", ({ target }) => queueMicrotask(() => {
      if (target.isConnected) chosen = undefined;
    }));
    new MutationObserver(() => {
      if (!chosen || chosen.isConnected) return;
      const again = all("a", list).find(({ href }) => href === chosen.href) || field;
      chosen = undefined;
      again.focus();
    }).observe(list, { childList: true });
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
  all(".md-search-result__list").forEach(staying);
  all("#__drawer").forEach(closing);
  for (const box of all("[data-picker]")) {
    import("./enishi-cohort.js").then(({ picker }) => picker(box), () => {});
  }
  all("time[data-ago]").forEach(ago);
  all("[data-copy]").forEach(copying);
})();
