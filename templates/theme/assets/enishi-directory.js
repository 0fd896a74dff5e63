/*
 * The filter of the directory. Everyone (alumni/people.json, written by outputs/alumni.py) is fetched
 * when somebody first touches it: a list for each column, so a person is a place in those lists.
 */
import { folded } from "./enishi-fold.js";

const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const filled = (sentence, value, count) => sentence.replace("{}", value).replace("{n}", count);
/** Cards that are printed at a time: more than fill a screen, few enough to follow the keys. */
const STEP = 30;

/** What people write of themselves; years and offers of help have chips of their own. */
const TOLD = new Set(["department", "place", "company", "skill"]);

/** Adds to the columns what a typed word is looked for in, and where each value stands among the facets. */
function searchable(people) {
  const plain = people.facets.map(({ kind, label }) => TOLD.has(kind) ? folded(label) : "");
  const offers = new Map(people.offers.flat().map((offer) => [offer, ""]));
  for (const offer of offers.keys()) offers.set(offer, folded(offer));
  const texts = people.words.map((words, at) => [
    words, words.replaceAll(" ", ""), ...people.has[at].map((number) => plain[number]),
    ...people.offers[at].map((offer) => offers.get(offer)),
  ].join("\n"));
  const facets = people.facets.map((facet) => ({ ...facet, name: `${facet.kind}:${facet.key}` }));
  return { ...people, facets, texts, numbers: new Map(facets.map(({ name }, at) => [name, at])) };
}

export function directory(form) {
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
  const chosen = new Map();
  let people, labels, fetching, shown = [], printed = 0;

  const load = () => fetching ??= fetch(words.directory)
    .then((answer) => answer.ok ? answer.json() : Promise.reject(answer.status))
    .then((data) => {
      people = searchable(data);
      labels = new Map(people.facets.map((it) => [it.name, it.label]));
      for (const chip of all("[data-f]", form)) labels.set(chip.dataset.f, chip.firstElementChild.textContent);
    });
  load.failed = () => { fetching = undefined; found.textContent = words.failed; };

  const kindOf = (facet) => facet.slice(0, facet.indexOf(":"));
  const typed = () => folded(field.value).split(/\s+/).filter(Boolean);
  const active = () => typed().length || chosen.size;
  const toggle = (facet) => {
    const kind = kindOf(facet);
    const values = chosen.get(kind) || new Set();
    values.delete(facet) || values.add(facet);
    values.size ? chosen.set(kind, values) : chosen.delete(kind);
  };

  /** Who has all that was typed and chosen, and how many would be left with one value of a kind instead. */
  function select() {
    const { facets, has, texts } = people;
    const tokens = typed();
    const wanted = [...chosen].map(([kind, values]) => [kind, new Set([...values].map((value) => people.numbers.get(value)))]);
    const counts = new Uint32Array(facets.length);
    const kept = [];
    for (let at = 0; at < texts.length; at += 1) {
      if (!tokens.every((token) => texts[at].includes(token))) continue;
      const failed = wanted.filter(([, values]) => !has[at].some((number) => values.has(number)));
      if (failed.length > 1) continue;
      const [lacking] = failed[0] || [];
      if (!lacking) kept.push(at);
      for (const number of has[at]) if (!lacking || facets[number].kind === lacking) counts[number] += 1;
    }
    return { kept, counts };
  }

  function face(slot, at) {
    if (!people.photos[at]) {
      slot.dataset.c = people.colours[at];
      slot.textContent = people.initials[at];
      return;
    }
    const photo = Object.assign(new Image(), { src: root + people.photos[at], alt: "", className: slot.className, loading: "lazy" });
    slot.replaceWith(photo);
  }

  function cardOf(at) {
    const made = card.cloneNode(true);
    const name = one("a", made);
    name.href = root + people.paths[at];
    name.textContent = people.names[at];
    one(".person-kana", made).textContent = people.kana[at];
    one(".person-years", made).textContent = people.years[at];
    one(".person-now", made).textContent = people.lines[at];
    const offers = one(".person-offers", made);
    for (const offer of people.offers[at]) offers.append(Object.assign(document.createElement("li"), { textContent: offer }));
    if (!offers.children.length) offers.remove();
    face(one(".face", made), at);
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
      const count = counts[people.numbers.get(chip.dataset.f)] || 0;
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
    const first = people.facets.filter((it) => it.kind === kind && !there.has(it.name)).map((it) => {
      const chip = chipOf("");
      chip.dataset.f = it.name;
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
