/*
 * What search can find, as outputs/search.py wrote it: all pages in one file, or an index in small
 * files of which a query fetches only those it needs. Their format stands in outputs/_shards.py.
 *
 * `find(words, scoreOf, isWanted)` gives {found: [{entry, score}], more}: the pages whose score is
 * not 0, and about how many others there are. It stops early once the answer is no longer wanted.
 */
import { folded } from "./enishi-fold.js";

const HERE = new URL("../search/", import.meta.url);
const [FIRST, SURROGATES, AFTER] = [0x20, 0x800, 0xe000];
/** Places of a line of a shard. */
const BEGINS = 1, INSIDE = 2, TITLE = 3, TEXT = 4;
/** How many pages are enough, and how many blocks are read to find them, at a time and at most. */
const ENOUGH = 12, AT_ONCE = 6, MOST_BLOCKS = 18;

const fetched = (path, cache) => fetch(new URL(path, HERE), { cache })
  .then((answer) => answer.ok ? answer : Promise.reject(new Error(`${path}: ${answer.status}`)));

/** A page with what is looked at; a name is a line, and every word of it stands behind a space. */
const entryOf = (page, order) => {
  const title = folded(page.title);
  const names = `${title}\n${page.names || ""}`.replace(/\n/g, " \n ");
  return { page, order, title, names: ` ${names} `, text: folded(page.text) };
};

/** Ascending numbers, each written as its distance from the one before. */
const numbersOf = (written = "") => {
  let number = -1;
  return Array.from(written, (letter) => {
    const code = letter.codePointAt(0);
    number += code - FIRST + 1 - (code < AFTER ? 0 : SURROGATES);
    return number;
  });
};

/** The numbers that are in every list. */
const shared = (lists) => {
  const [fewest, ...others] = lists.sort((a, b) => a.length - b.length).map(numbersOf);
  const sets = others.map((numbers) => new Set(numbers));
  return fewest.filter((number) => sets.every((numbers) => numbers.has(number)));
};

function whole(pages) {
  const entries = pages.map(entryOf);
  return (words, scoreOf) => ({
    found: entries.map((entry) => ({ entry, score: scoreOf(entry) })).filter((one) => one.score),
    more: 0,
  });
}

function sharded({ version, shards, slots, longest }) {
  const files = new Map();

  /** Each file once; one that did not come is asked for again. */
  function read(path, parse) {
    if (!files.has(path)) {
      const coming = fetched(`${path}?v=${version}`, "default").then((answer) => answer.text()).then(parse);
      coming.catch(() => files.delete(path));
      files.set(path, coming);
    }
    return files.get(path);
  }

  function shardOf([first, second]) {
    const mixed = first.codePointAt(0) * 31 + (second ? second.codePointAt(0) : 0);
    return Math.floor((Math.imul(mixed, 0x9e3779b1) >>> 0) * shards / 2 ** 32);
  }

  const linesFor = (letters) => read(`grams/${shardOf(letters)}.txt`, (text) => text.split("\n"));
  const blockAt = (at) => read(`blocks/${at}.json`, (text) => new Map(
    JSON.parse(text).map((page, place) => [at * slots + page.slot, entryOf(page, at * slots + place)]),
  ));

  /** Who has the word in a name: 7 if it is one, 6 if one begins with it, else 5. */
  async function named(letters) {
    const fits = new Map();
    const word = letters.slice(0, longest).join("");
    const parts = (await linesFor(letters)).filter((line) => line.startsWith(word)).map((line) => line.split("\t"));
    const keys = letters.length > 1 ? parts : parts.filter(([key]) => key === word);
    const note = (written, fit) => {
      for (const number of numbersOf(written)) if (!(fits.get(number) >= fit)) fits.set(number, fit);
    };
    for (const key of keys) {
      note(key[BEGINS], key[0] === word && letters.length > 1 ? 7 : 6);
      note(key[INSIDE], 5);
    }
    return fits;
  }

  /**
   * What has the letters of the word, two by two: 2 in its title, 1 in its text. Pairs that overlap
   * would narrow it further, but be twice as many to fetch; the pages are read anyway.
   */
  async function mentioned(letters) {
    const fits = new Map();
    const grams = letters.slice(1).map((letter, at) => [letters[at], letter])
      .filter((gram, at, { length }) => at % 2 === 0 || at === length - 1);
    const lines = await Promise.all(grams.map(async (gram) => {
      const begin = `${gram.join("")}\t`;
      return ((await linesFor(gram)).find((line) => line.startsWith(begin)) || "").split("\t");
    }));
    for (const [place, fit] of [[TITLE, 2], [TEXT, 1]]) {
      const lists = lines.map((line) => line[place] || "");
      for (const number of lists.length ? shared(lists) : []) if (!fits.has(number)) fits.set(number, fit);
    }
    return fits;
  }

  /** `{number: how well it may fit}`. */
  async function fitsOf(word) {
    const letters = [...word];
    const [names, texts] = await Promise.all([named(letters), mentioned(letters)]);
    return new Map([...texts, ...names]);
  }

  /** Where to look, the best first: numbers in one block that may fit alike. */
  async function steps(words) {
    const long = words.filter((word) => [...word].length > 1);
    const [first, ...others] = await Promise.all((long.length ? long : words).map(fitsOf));
    const weakest = (number) => Math.min(first.get(number), ...others.map((fits) => fits.get(number) || 0));
    const ranked = [...first.keys()].map((number) => [weakest(number), number]).filter(([fit]) => fit)
      .sort(([a, one], [b, other]) => b - a || one - other);
    const found = [];
    for (const [fit, number] of ranked) {
      const last = found[found.length - 1];
      const block = Math.floor(number / slots);
      if (last && last.fit === fit && last.block === block) last.numbers.push(number);
      else found.push({ fit, block, numbers: [number] });
    }
    return found;
  }

  return async (words, scoreOf, isWanted) => {
    const todo = await steps(words);
    const found = [];
    const blocks = new Set();
    while (isWanted() && todo.length && found.length < ENOUGH && blocks.size < MOST_BLOCKS) {
      const step = todo.splice(0, AT_ONCE);
      const entries = await Promise.all(step.map(({ block }) => blockAt(block)));
      for (const [at, { block, numbers }] of step.entries()) {
        blocks.add(block);
        const there = numbers.map((number) => entries[at].get(number)).filter(Boolean);
        found.push(...there.map((entry) => ({ entry, score: scoreOf(entry) })).filter((one) => one.score));
      }
    }
    return { found, more: todo.reduce((count, { numbers }) => count + numbers.length, 0) };
  };
}

/** Resolves to `find`. */
export const load = () => fetched("pages.json", "no-cache").then((answer) => answer.json())
  .then((told) => told.pages ? whole(told.pages) : sharded(told));
