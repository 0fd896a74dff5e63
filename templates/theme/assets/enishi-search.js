/*
 * Answers the theme's search box, in place of its own worker: any part of a word is found, in
 * kanji, kana or Latin letters, of either width, with or without accents. Several words narrow.
 * Names come first, then titles, then texts.
 *
 * Nothing is fetched before the first letter is typed. The messages are Material for MkDocs' own:
 * SETUP is answered by READY, and a QUERY by one RESULT unless another comes meanwhile. What the
 * theme has no words for (still looking, more than is shown, nothing could be fetched) goes over a
 * channel to the page, which says it.
 */
(() => {
  "use strict";
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  const AROUND = 44;
  const SHOWN = 120;
  const EXCERPTS = 60;
  const MOST = 500;
  /** Milliseconds until somebody wonders whether anything is going on. */
  const PATIENCE = 300;
  /** A letter and what is written onto it: accents, and the voicing marks of half-width kana. */
  const LETTER = /[\s\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu;
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  const page = new BroadcastChannel("enishi-search");
  let folded, loading;

  const escaped = (text) => text.replace(/[&<>]/g, (mark) => ESCAPES[mark]);

  const index = () => {
    const parts = () => [import("./enishi-fold.js"), import("./enishi-index.js").then(({ load }) => load())];
    loading = loading || Promise.all(parts()).then(([fold, find]) => {
      ({ folded } = fold);
      return find;
    });
    loading.catch(() => { loading = undefined; });
    return loading;
  };

  /** How well one word fits a page; 0 where it is nowhere. */
  const fit = ({ page, title, names, text }, word) => {
    if (names.includes(word)) {
      const begins = names.includes(` ${word}`);
      if (page.person) return names.includes(` ${word} `) ? 7 : begins ? 6 : 5;
      return title === word ? 4 : title.startsWith(word) ? 3 : 2;
    }
    return text.includes(word) ? 1 : 0;
  };

  /** The weakest word decides; nothing is better than all of a name. */
  const scoreOf = (words) => (entry) => {
    const weakest = Math.min(...words.map((word) => fit(entry, word)));
    return weakest === 7 && entry.names.includes(` ${words.join(" ")} `) ? 8 : weakest;
  };

  /** Where in `text` the words stand, as pairs of offsets, in order and without overlap. */
  const places = (text, words) => {
    const at = [];
    let plain = "", offset = 0;
    for (const [letter] of text.matchAll(LETTER)) {
      const form = folded(letter);
      for (let unit = 0; unit < form.length; unit++) at.push([offset, offset + letter.length]);
      plain += form;
      offset += letter.length;
    }
    const found = [];
    for (const word of words) {
      for (let start = plain.indexOf(word); start >= 0; start = plain.indexOf(word, start + word.length)) {
        found.push([at[start][0], at[start + word.length - 1][1]]);
      }
    }
    found.sort(([a], [b]) => a - b);
    return found.reduce((apart, [from, to]) => {
      const last = apart[apart.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else apart.push([from, to]);
      return apart;
    }, []);
  };

  const marked = (text, words) => {
    let html = "", done = 0;
    for (const [from, to] of places(text, words)) {
      html += `${escaped(text.slice(done, from))}<mark>${escaped(text.slice(from, to))}</mark>`;
      done = to;
    }
    return html + escaped(text.slice(done));
  };

  /** The part of a line around its first hit. */
  const around = (line, words) => {
    const [hit] = places(line, words);
    if (line.length <= SHOWN) return line;
    const from = Math.max(0, Math.min(hit ? hit[0] - AROUND : 0, line.length - SHOWN));
    const letters = [...line.slice(from, from + SHOWN)];
    const whole = /^[\udc00-\udfff]/.test(letters[0]) ? letters.slice(1) : letters;
    return (from ? "…" : "") + whole.join("").replace(/[\ud800-\udbff]$/, "") + (from + SHOWN < line.length ? "…" : "");
  };

  /** Up to two lines that show the words, or else how the text begins. */
  const excerpt = (text, words) => {
    const lines = text.split("\n");
    const missing = new Set(words);
    const chosen = [];
    for (const line of lines) {
      const plain = folded(line);
      const seen = [...missing].filter((word) => plain.includes(word));
      if (!seen.length) continue;
      chosen.push(line);
      for (const word of seen) missing.delete(word);
      if (chosen.length === 2 || !missing.size) break;
    }
    const shown = chosen.length ? chosen : lines.slice(0, 1);
    return shown.map((line) => `<p>${marked(around(line, words), words)}</p>`).join("");
  };

  const search = async (query, isLatest) => {
    if (!query.trim()) return { items: [], more: 0 };
    const find = await index();
    const words = [...new Set(folded(query).split(/\s+/).filter(Boolean))];
    if (!words.length) return { items: [], more: 0 };
    const { found, more } = await find(words, scoreOf(words), isLatest);
    found.sort((a, b) => b.score - a.score || a.entry.order - b.entry.order);
    const items = found.slice(0, MOST).map(({ entry: { page }, score }, place) => [{
      location: page.path,
      title: marked(page.title, words),
      text: place < EXCERPTS ? excerpt(page.text, words) : "",
      score,
      terms: {},
    }]);
    return { items, more: more + found.length - items.length };
  };

  /** Only the latest question is answered. */
  let questions = 0;
  const answer = async (query) => {
    const question = ++questions;
    const isLatest = () => question === questions;
    const say = (state, more) => isLatest() && page.postMessage({ query, state, more });
    const slow = setTimeout(say, PATIENCE, "looking");
    try {
      const { items, more } = await search(query, isLatest);
      if (!isLatest()) return;
      self.postMessage({ type: RESULT, data: { items } });
      say("found", more);
    } catch {
      say("failed");
    } finally {
      clearTimeout(slow);
    }
  };

  self.addEventListener("message", ({ data: { type, data } }) => {
    if (type === SETUP) self.postMessage({ type: READY });
    if (type === QUERY) answer(data);
  });
})();
