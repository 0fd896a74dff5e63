/*
 * Answers the theme's search box, in place of its own worker: any part of a word is found, in
 * kanji, kana or Latin letters, of either width, with or without accents. Several words narrow.
 * People come first, then titles, then texts.
 *
 * What can be found (../search/pages.json, written by outputs/search.py) is fetched with the
 * first letter typed. The messages are Material for MkDocs' own: SETUP is answered by READY and
 * each QUERY by one RESULT; whatever goes wrong is no result, and the next query tries again.
 */
(() => {
  "use strict";
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  const AROUND = 44;
  const SHOWN = 120;
  const EXCERPTS = 60;
  const MOST = 500;
  /** A letter and what is written onto it: accents, and the voicing marks of half-width kana. */
  const LETTER = /[\s\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu;
  const PLAIN = /^[\n\x20-\x7e\u3041-\u3096\u30fc\u3001-\u3003\u300c\u300d\u3400-\u9fff]*$/;
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  /** Letters that Unicode does not take apart. */
  const STROKES = { đ: "d", ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe" };
  let fetching;

  const escaped = (text) => text.replace(/[&<>]/g, (mark) => ESCAPES[mark]);

  /** One form for all that a reader takes for the same: width, case, kana, accents. */
  const folded = (text) => {
    const plain = PLAIN.test(text) ? text : text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
      .normalize("NFC").replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
    return plain.toLowerCase().replace(/[đøłßæœ]/g, (letter) => STROKES[letter]);
  };

  const pages = () => {
    fetching = fetching || fetch(new URL("../search/pages.json", self.location.href))
      .then((answer) => answer.ok ? answer.json() : Promise.reject(answer.status))
      .then(({ pages }) => pages.map((page) => ({
        page,
        title: folded(page.title),
        names: folded(page.names || ""),
        text: folded(page.text),
      })));
    fetching.catch(() => { fetching = undefined; });
    return fetching;
  };

  /** How well one word fits a page; 0 where it is nowhere. */
  const fit = ({ page, title, names, text }, word) => {
    if (title === word) return 100;
    if (title.startsWith(word)) return 80;
    if (title.includes(word)) return 60;
    if (names.includes(word)) return `\n${names}`.includes(`\n${word}`) ? 50 : 30;
    return text.includes(word) ? 10 : 0;
  };

  /** The weakest word decides; a person found by name stands above all, and else above a text. */
  const score = (entry, words) => {
    const weakest = Math.min(...words.map((word) => fit(entry, word)));
    return weakest && weakest + (entry.page.person ? (weakest >= 30 ? 100 : 5) : 0);
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

  const search = async (query) => {
    const words = [...new Set(folded(query).split(/\s+/).filter(Boolean))];
    if (!words.length) return [];
    const found = (await pages())
      .map((entry, order) => ({ entry, order, score: score(entry, words) }))
      .filter((one) => one.score)
      .sort((a, b) => b.score - a.score || a.order - b.order)
      .slice(0, MOST);
    return found.map(({ entry: { page }, score }, place) => [{
      location: page.path,
      title: marked(page.title, words),
      text: place < EXCERPTS ? excerpt(page.text, words) : "",
      score,
      terms: {},
    }]);
  };

  /** Answers go out in the order of the queries: the theme takes the last for the latest. */
  let answered = Promise.resolve();
  const answer = async (query) => {
    const items = await search(query).catch(() => []);
    self.postMessage({ type: RESULT, data: { items } });
  };

  self.addEventListener("message", ({ data: { type, data } }) => {
    if (type === SETUP) self.postMessage({ type: READY });
    if (type === QUERY) answered = answered.then(() => answer(data));
  });
})();
