/* What a page can do beyond being read: find people, pick a year, copy a link. Every part is optional. */
(() => {
  "use strict";
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const filled = (sentence, value, count) => sentence.replace("{}", value).replace("{n}", count);

  /** As a reader types it and as `people.json` holds it: width, case and kana made equal. */
  const folded = (text) =>
    text.normalize("NFKC").toLowerCase()
      .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .replace(/\s+/g, " ").trim();

  function directory(form) {
    const words = form.dataset;
    const root = words.root;
    const field = form.elements.find;
    const results = one(".finder-results");
    const list = one(".cards", results);
    const next = one("[data-next]", results);
    const none = one(".finder-none", results);
    const everyone = one(".everyone");
    const found = one(".finder-found", form);
    const chosenRow = one(".finder-chosen", form);
    const clear = one("[data-clear]", form);
    const card = one("#card").content.firstElementChild;
    const STEP = 60;
    const chosen = new Map();
    let people, facets, labels, fetching, shown = [], printed = 0;

    const load = () => fetching ??= fetch(words.directory)
      .then((answer) => answer.ok ? answer.json() : Promise.reject(answer.status))
      .then((data) => {
        facets = data.facets || [];
        labels = new Map(facets.map((it) => [`${it.kind}:${it.key}`, it.label]));
        for (const chip of all("[data-f]", form)) labels.set(chip.dataset.f, chip.firstElementChild.textContent);
        people = data.people.map((it) => ({ ...it, f: it.f || [], q: ` ${it.q} ${it.q.replaceAll(" ", "")}` }));
      });
    load.failed = () => { fetching = undefined; found.textContent = words.failed; };

    const kindOf = (facet) => facet.slice(0, facet.indexOf(":"));
    const typed = () => folded(field.value).split(" ").filter(Boolean);
    const active = () => typed().length || chosen.size;
    const toggle = (facet) => {
      const kind = kindOf(facet);
      const values = chosen.get(kind) || new Set();
      values.delete(facet) || values.add(facet);
      values.size ? chosen.set(kind, values) : chosen.delete(kind);
    };

    /** Kinds that a person fails, at most two: one alone still counts for the chips of that kind. */
    const failing = (person) => {
      const failed = [];
      for (const [kind, values] of chosen) {
        if (!person.f.some((facet) => values.has(facet)) && failed.push(kind) > 1) break;
      }
      return failed;
    };

    function select() {
      const tokens = typed();
      const counts = new Map();
      const kept = [];
      for (const person of people) {
        if (!tokens.every((token) => person.q.includes(token))) continue;
        const failed = failing(person);
        if (failed.length > 1) continue;
        if (!failed.length) kept.push(person);
        for (const facet of person.f) {
          if (!failed.length || kindOf(facet) === failed[0]) counts.set(facet, (counts.get(facet) || 0) + 1);
        }
      }
      return { kept, counts };
    }

    function face(slot, person) {
      if (!person.p) {
        slot.dataset.c = person.c;
        slot.textContent = person.i;
        return;
      }
      const photo = Object.assign(new Image(), { src: root + person.p, alt: "", className: slot.className, loading: "lazy" });
      slot.replaceWith(photo);
    }

    function cardOf(person) {
      const made = card.cloneNode(true);
      const name = one("a", made);
      name.href = root + person.u;
      name.textContent = person.n;
      one(".person-kana", made).textContent = person.k || "";
      one(".person-years", made).textContent = person.y || "";
      one(".person-now", made).textContent = person.s || "";
      const offers = one(".person-offers", made);
      for (const offer of person.o || []) offers.append(Object.assign(document.createElement("li"), { textContent: offer }));
      if (!offers.children.length) offers.remove();
      face(one(".face", made), person);
      return made;
    }

    function print() {
      list.append(...shown.slice(printed, printed + STEP).map(cardOf));
      printed = Math.min(printed + STEP, shown.length);
      next.hidden = printed >= shown.length;
      next.textContent = filled(words.more, shown.length - printed);
    }

    const chipOf = (text, facet) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.className = "chip";
      if (facet) chip.dataset.off = facet;
      chip.textContent = text;
      return chip;
    };

    /** What to let go of so that somebody turns up: one condition at a time, the most helpful first. */
    function suggest() {
      const ways = [];
      const tried = (undo, redo, chip) => {
        undo();
        const count = select().kept.length;
        redo();
        if (count) ways.push([count, chip(count)]);
      };
      for (const facet of [...chosen.values()].flatMap((values) => [...values])) {
        tried(() => toggle(facet), () => toggle(facet), (n) => chipOf(filled(words.drop, labels.get(facet) || facet, n), facet));
      }
      if (typed().length) {
        const text = field.value;
        tried(() => { field.value = ""; }, () => { field.value = text; }, (n) => chipOf(filled(words.dropText, text, n), "q"));
      }
      one(".chips", none).replaceChildren(...ways.sort((a, b) => b[0] - a[0]).map(([, chip]) => chip));
    }

    function show() {
      const on = Boolean(active());
      const { kept, counts } = select();
      results.hidden = !on;
      everyone.hidden = on;
      clear.hidden = !on;
      for (const chip of all("[data-f]", form)) {
        const count = counts.get(chip.dataset.f) || 0;
        const pressed = Boolean(chosen.get(kindOf(chip.dataset.f))?.has(chip.dataset.f));
        chip.setAttribute("aria-pressed", pressed);
        chip.classList.toggle("is-none", !count && !pressed);
        chip.lastElementChild.textContent = count;
      }
      chosenRow.replaceChildren(...[...chosen.values()].flatMap((values) => [...values]).map((facet) => {
        const chip = chipOf(`${labels.get(facet) || facet} ×`, facet);
        chip.setAttribute("aria-pressed", "true");
        return chip;
      }));
      found.textContent = !on ? "" : kept.length === 1 ? words.foundOne : filled(words.found, kept.length);
      shown = on ? kept : [];
      printed = 0;
      list.replaceChildren();
      print();
      none.hidden = !on || kept.length > 0;
      if (!none.hidden) suggest();
    }

    /** The address tells the whole selection, so that it can be sent to somebody. `q` is the theme's. */
    function write(push) {
      const query = new URLSearchParams();
      for (const [kind, values] of chosen) for (const facet of values) query.append(kind, facet.slice(kind.length + 1));
      if (field.value.trim()) query.set("find", field.value.trim());
      const text = String(query);
      const address = location.pathname + (text && `?${text}`) + location.hash;
      history[push ? "pushState" : "replaceState"](null, "", address);
    }

    function read() {
      chosen.clear();
      const kinds = new Set(all("[data-kind]", form).map((it) => it.dataset.kind));
      const query = new URLSearchParams(location.search);
      field.value = query.get("find") || "";
      for (const [kind, key] of query) if (kinds.has(kind)) toggle(`${kind}:${key}`);
    }

    const go = (push) => { write(push); return refresh(); };
    const refresh = () => {
      if (!people && active()) found.textContent = words.loading;
      return load().then(show, load.failed);
    };
    const drop = (facet) => {
      if (facet === "q") field.value = "";
      else toggle(facet);
      go(true).then(() => field.focus());
    };

    function rest(button) {
      const group = button.closest("[data-kind]");
      const kind = group.dataset.kind;
      const there = new Set(all("[data-f]", group).map((it) => it.dataset.f));
      const first = facets.filter((it) => it.kind === kind && !there.has(`${kind}:${it.key}`)).map((it) => {
        const chip = chipOf("");
        chip.dataset.f = `${kind}:${it.key}`;
        chip.append(Object.assign(document.createElement("span"), { textContent: it.label }), " ",
          Object.assign(document.createElement("span"), { className: "count" }));
        return chip;
      });
      button.replaceWith(...first);
      show();
      first[0]?.focus();
    }

    form.hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); field.blur(); });
    form.addEventListener("focusin", () => load().catch(load.failed), { once: true });
    field.addEventListener("input", () => go(false));
    const clicked = (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const { f, off } = button.dataset;
      if (f) { toggle(f); go(true); }
      else if (off) drop(off);
      else if ("rest" in button.dataset) load().then(() => rest(button), load.failed);
      else if ("next" in button.dataset) {
        const at = printed;
        print();
        one("a", list.children[at])?.focus();
      } else if ("clear" in button.dataset) {
        chosen.clear();
        field.value = "";
        go(true).then(() => field.focus());
      }
    };
    form.addEventListener("click", clicked);
    results.addEventListener("click", clicked);
    const restore = () => { read(); if (active() || people) refresh(); };
    addEventListener("popstate", restore);
    restore();
  }

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
  all("form[data-directory]").forEach(directory);
  all('[data-md-component="search-query"]').forEach(searching);
  all("#__drawer").forEach(closing);
  all("[data-insider]").forEach(insider);
  all("time[data-ago]").forEach(ago);
  all("[data-copy]").forEach(copying);
})();
